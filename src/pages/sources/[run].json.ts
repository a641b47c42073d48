/** `/sources/<run>.json`: the sources that run in figures, coloured, a file each, for a code pane that is opened. */
import { highlightFile } from '../../build/highlight.ts'
import { packFile } from '../../bench/view/code-pane/packed-file.ts'
import { RUN_TRANSPORTS } from '../../transports/run-names.ts'

export function getStaticPaths() {
  return Object.keys(RUN_TRANSPORTS).map((run) => ({ params: { run } }))
}

export async function GET({
  params,
}: {
  readonly params: Readonly<Record<string, string | undefined>>
}): Promise<Response> {
  return new Response(packFile(await highlightFile(`src/transports/shown/${params['run'] ?? ''}.ts`)))
}
