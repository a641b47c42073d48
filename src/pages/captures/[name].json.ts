/** `/captures/<name>.json`: the recorded runs, a file each, for the workbench to fetch when a reader chooses one. */
import { captureList, readCaptureText } from '../../bench/build/captures.ts'

export function getStaticPaths() {
  return captureList().map((name) => ({ params: { name } }))
}

export function GET({ params }: { readonly params: Readonly<Record<string, string | undefined>> }): Response {
  return new Response(readCaptureText(params['name'] ?? ''))
}
