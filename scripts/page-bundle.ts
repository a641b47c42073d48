/**
 * Bundles a script that is put into a page of a real browser: by the site's own Vite and with the same marks, so that what
 * runs there is what the site's pages run. Captures and the tests of the transports use it.
 */
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { transportMarks } from '../src/build/transport-marks.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** The code of one script that defines nothing global but what its `entry` (a path from the project's root) puts there. */
export async function bundlePage(entry: string): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    plugins: [transportMarks()],
    build: {
      write: false,
      lib: { entry: `${ROOT}${entry}`, formats: ['iife'], name: 'page' },
    },
  })
  const output = (Array.isArray(built) ? built : [built])
    .flatMap((result) => ('output' in result ? result.output : []))
    .find((file) => file.type === 'chunk')
  if (output === undefined) throw new Error('Vite built no script')
  return output.code
}
