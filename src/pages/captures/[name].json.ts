/** `/captures/<name>.json`: the recorded runs, a file each, and `/captures/<name>.seen.json`, what a figure shows of one before its bytes. */
import { captureList, readCaptureText, seenRunOf } from '../../bench/build/captures.ts'
import { CAPTURES } from '../../figures/lookup.ts'
import { seenRace } from '../../race/seen-race-text.ts'

export function getStaticPaths() {
  const whole = captureList().map((name) => ({ params: { name }, props: { text: readCaptureText(name) } }))
  const race = seenRace()
  const runs = CAPTURES.map(({ scene, variant }) => seenRunOf(scene, variant))
  // A race is counted in another way than a bench's run.
  const seen = [...runs.filter(({ name }) => name !== race.name), race]
  return [...whole, ...seen.map(({ name, text }) => ({ params: { name }, props: { text } }))]
}

export function GET({ props }: { readonly props: { readonly text: string } }): Response {
  return new Response(props.text)
}
