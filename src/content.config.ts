/**
 * The chapters: one MDX file a language, one slug a pair. `scripts/check-content.ts` holds the pairs together;
 * here is only what each file must say of itself.
 */
import { glob } from 'astro/loaders'
import { z } from 'astro/zod'
import { defineCollection } from 'astro:content'

const chapters = defineCollection({
  // The id is `<language>/<slug>`, of a further part `<language>/<slug>/<part>`.
  loader: glob({ base: './content/chapters', pattern: '{en,zh}/**/*.mdx' }),
  schema: z.object({
    title: z.string().min(1),
    /** What a search result shows instead of the title, which stands among chapters. */
    searchTitle: z.string().min(1).optional(),
    lead: z.string().min(1),
    description: z.string().min(20).max(200),
    order: z.number().int().min(1).max(6),
    /** Of a chapter in several pages, which one. */
    part: z.number().int().min(1).optional(),
  }),
})

export const collections = { chapters }
