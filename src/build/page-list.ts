/**
 * After the build: `dist/pages.json`, the pages that have an address and their twins, from which the server makes its `Link` header
 * lines; and, where the site's own address is known (PUBLIC_URL), `sitemap.xml` and the line of `robots.txt` that names it.
 */
import type { AstroIntegration } from 'astro'
import { globSync, readFileSync } from 'node:fs'
import { appendFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { LANGUAGE_TAGS, LANGUAGES, pathIn, pathWithoutLanguage } from '../words/languages.ts'

/** Addresses of pages by `hreflang`, for each page. */
export type PageList = Readonly<Record<string, Readonly<Record<string, string>>>>

/** The integration. */
export function pageList(): AstroIntegration {
  let own: string | undefined
  return {
    name: 'page-list',
    hooks: {
      'astro:config:done': ({ config }) => {
        own = config.site
      },
      'astro:build:done': async ({ dir }) => {
        const site = fileURLToPath(dir)
        const list = listOf(builtPages(site).map(({ path }) => path))
        await writeFile(join(dirname(join(site, '.')), 'pages.json'), JSON.stringify(list))
        if (own === undefined) return
        await writeFile(join(site, 'sitemap.xml'), sitemap(list, own))
        await appendFile(join(site, 'robots.txt'), `Sitemap: ${new URL('/sitemap.xml', own).href}\n`)
      },
    },
  }
}

/** The pages of a built site that have an address of their own, in the order of their files. */
export function builtPages(site: string): readonly { readonly path: string; readonly html: string }[] {
  return globSync('**/index.html', { cwd: site })
    .sort()
    .map((file) => ({
      path: `/${file.replaceAll('\\', '/').replace(/index\.html$/, '')}`,
      html: readFileSync(join(site, file), 'utf8'),
    }))
    .filter(({ html }) => !isPlaceless(html))
}

/** Whether a page is at no address of its own (404), or is one figure of a page that is listed. */
export function isPlaceless(html: string): boolean {
  return /<meta name="robots" content="noindex"|<div class="frame embed">/.test(html)
}

/** Each page with its twins; English is for whoever reads neither language. */
export function listOf(pages: readonly string[]): PageList {
  const sorted = [...pages].sort()
  return Object.fromEntries(
    sorted.map((page) => {
      const twin = (language: (typeof LANGUAGES)[number]): string =>
        pathIn(language, pathWithoutLanguage(page))
      const twins = LANGUAGES.filter((language) => sorted.includes(twin(language)))
      return [
        page,
        {
          ...Object.fromEntries(twins.map((language) => [LANGUAGE_TAGS[language], twin(language)])),
          'x-default': twin('en'),
        },
      ]
    }),
  )
}

/**
 * All pages with their twins. No address of ours has a character that XML would have escaped.
 * @see https://www.sitemaps.org/protocol.html
 */
export function sitemap(list: PageList, own: string): string {
  const entries = Object.entries(list).map(([page, twins]) => {
    const links = Object.entries(twins).map(
      ([tag, twin]) => `<xhtml:link rel="alternate" hreflang="${tag}" href="${new URL(twin, own).href}"/>`,
    )
    return `<url><loc>${new URL(page, own).href}</loc>${links.join('')}</url>`
  })
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
    ...entries,
    '</urlset>',
    '',
  ].join('\n')
}
