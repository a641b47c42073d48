/** Finds the built site: its pages in `site/`, the hashes of their inline scripts in `csp.json` beside it. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readSite, type Site } from './site.ts'

/** The site built into this folder; `undefined` where it has not been built. */
export async function loadSite(distFolder: string): Promise<Site | undefined> {
  return readSite(join(distFolder, 'site'), await readScriptHashes(join(distFolder, 'csp.json')))
}

/** The hashes, each checked, since they go into a header; none where there is no such file, and then no inline script runs. */
async function readScriptHashes(file: string): Promise<readonly string[]> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch {
    return []
  }
  const content: unknown = JSON.parse(text)
  const hashes: unknown =
    typeof content === 'object' && content !== null && 'scriptHashes' in content ? content.scriptHashes : []
  if (!Array.isArray(hashes)) return []
  return hashes.filter(
    (hash): hash is string => typeof hash === 'string' && /^sha(?:256|384|512)-[A-Za-z0-9+/]+=*$/.test(hash),
  )
}
