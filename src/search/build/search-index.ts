/** After the build: an index a language of what can be found on the site's pages, beside them. */
import type { AstroIntegration } from 'astro'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { builtPages } from '../../build/page-list.ts'
import { LANGUAGES, languageOf } from '../../words/languages.ts'
import { indexOf } from '../find.ts'
import { indexAddress } from '../place.ts'
import { fieldPlaces } from './field-places.ts'
import { placesOf } from './html-places.ts'

/** The integration: reads the built pages that have an address, in their order. */
export function searchIndex(): AstroIntegration {
  return {
    name: 'search-index',
    hooks: {
      'astro:build:done': async ({ dir, logger }) => {
        const site = fileURLToPath(dir)
        const places = builtPages(site).flatMap(({ path, html }) => placesOf(html, path))
        for (const language of LANGUAGES) {
          const here = places.filter(({ href }) => languageOf(href) === language)
          const file = join(site, indexAddress(language))
          await mkdir(dirname(file), { recursive: true })
          await writeFile(file, indexOf([...here, ...fieldPlaces(language)]))
          logger.info(`${here.length} places of ${language} can be found`)
        }
      },
    },
  }
}
