/**
 * After the build: the hash of every inline script of every page goes into `dist/csp.json`, which the server puts
 * into its Content-Security-Policy header. So no page needs `unsafe-inline`, and a script nobody wrote does not run.
 * Inline event handlers cannot be allowed by hash; the build fails on one.
 */
import { createHash } from 'node:crypto'
import { glob, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AstroIntegration } from 'astro'

/** What `dist/csp.json` holds: CSP source expressions without their quotes, sorted. */
export interface CspHashes {
  readonly scriptHashes: readonly string[]
}

/** The integration: writes `csp.json` beside the folder of the built site. */
export function cspHashes(): AstroIntegration {
  return {
    name: 'csp-hashes',
    hooks: {
      'astro:build:done': async ({ dir, logger }) => {
        const site = fileURLToPath(dir)
        const hashes = new Set<string>()
        let pages = 0
        for await (const file of glob('**/*.html', { cwd: site })) {
          const html = await readFile(join(site, file), 'utf8')
          const handlers = inlineHandlers(html)
          if (handlers.length > 0)
            throw new Error(`${file} has inline event handlers, which no hash allows: ${handlers.join(', ')}`)
          for (const script of inlineScripts(html)) hashes.add(hashOf(script))
          pages += 1
        }
        const content: CspHashes = { scriptHashes: [...hashes].sort() }
        await writeFile(
          join(dirname(join(site, '.')), 'csp.json'),
          `${JSON.stringify(content, undefined, 2)}\n`,
        )
        logger.info(`${hashes.size} inline scripts hashed in ${pages} pages`)
      },
    },
  }
}

const JAVASCRIPT_TYPES = new Set([
  '',
  'module',
  'text/javascript',
  'application/javascript',
  'importmap',
  'speculationrules',
])

/** The texts of a page's inline scripts that a browser runs or reads under `script-src`. Data blocks are not among them. */
export function inlineScripts(html: string): readonly string[] {
  const found: string[] = []
  for (const [, attributes = '', text = ''] of html.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script>/gi)) {
    if (/(^|\s)src\s*=/i.test(attributes)) continue
    const type = /(?:^|\s)type\s*=\s*["']?([^"'\s>]*)/i.exec(attributes)?.[1] ?? ''
    if (JAVASCRIPT_TYPES.has(type.toLowerCase())) found.push(text)
  }
  return found
}

/** The event handler attributes (`onclick="…"`) of a page's tags, outside scripts, styles and comments. */
export function inlineHandlers(html: string): readonly string[] {
  const tagsOnly = html
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<(script|style)\b([^>]*)>[\s\S]*?<\/\1>/gi, '<$1$2></$1>')
  const found: string[] = []
  for (const [, name = '', attributes = ''] of tagsOnly.matchAll(
    /<([a-z][\w-]*)((?:\s+[^\s"'<>/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>=`]+))?)*)\s*\/?>/gi,
  ))
    for (const [, attribute = ''] of attributes.matchAll(
      /(?:^|\s)([^\s"'<>/=]+)(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>=`]+))?/g,
    ))
      if (/^on[a-z]{3,}$/i.test(attribute)) found.push(`<${name} ${attribute}>`)
  return found
}

/**
 * The CSP source expression of one inline script, without its quotes.
 * @see https://www.w3.org/TR/CSP3/#match-element-to-source-list
 */
export function hashOf(script: string): string {
  return `sha256-${createHash('sha256').update(script, 'utf8').digest('base64')}`
}
