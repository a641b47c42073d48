/** Finds the built site: its pages in `site/`; beside it the hashes of their inline scripts in `csp.json`, their twins in `pages.json`, and compressed copies in `copies/`. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readPageLinks } from './page-links.ts'
import { readSite, type Site } from './site.ts'

/** The site built into this folder; `undefined` where it has not been built. */
export async function loadSite(distFolder: string): Promise<Site | undefined> {
  const about = {
    scriptHashes: scriptHashesIn(await readJson(join(distFolder, 'csp.json'))),
    links: readPageLinks(await readJson(join(distFolder, 'pages.json'))),
  }
  return readSite(join(distFolder, 'site'), about, join(distFolder, 'copies'))
}

/** The hashes, each checked, since they go into a header; none where there is no such file, and then no inline script runs. */
function scriptHashesIn(content: unknown): readonly string[] {
  const hashes: unknown =
    typeof content === 'object' && content !== null && 'scriptHashes' in content ? content.scriptHashes : []
  if (!Array.isArray(hashes)) return []
  return hashes.filter(
    (hash): hash is string => typeof hash === 'string' && /^sha(?:256|384|512)-[A-Za-z0-9+/]+=*$/.test(hash),
  )
}

async function readJson(file: string): Promise<unknown> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch {
    return undefined
  }
  return JSON.parse(text)
}
