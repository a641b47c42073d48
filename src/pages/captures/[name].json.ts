/** `/captures/<name>.json`: the recorded runs, a file each, and `/captures/<name>.seen.json`, what a figure shows of one before its bytes. */
import { captureList, readCaptureText, seenRunOf } from '../../bench/build/captures.ts'
import { CAPTURES } from '../../figures/lookup.ts'

export function getStaticPaths() {
  const whole = captureList().map((name) => ({ params: { name }, props: { text: readCaptureText(name) } }))
  const seen = CAPTURES.map(({ scene, variant }) => {
    const { name, text } = seenRunOf(scene, variant)
    return { params: { name }, props: { text } }
  })
  return [...whole, ...seen]
}

export function GET({ props }: { readonly props: { readonly text: string } }): Response {
  return new Response(props.text)
}
