/** Draws the bytes of a stop at a glance. */
import type { ShownBytes } from './story-stop.ts'

export function StopBytes({ bytes }: { readonly bytes: ShownBytes | undefined }) {
  if (bytes === undefined) return null
  if ('line' in bytes)
    return (
      <p class="story-bytes">
        <code>{bytes.line}</code>
      </p>
    )
  return (
    <p class="story-bytes">
      {bytes.parts.map(({ kind, hex }) => (
        <code key={kind} class={`story-part story-part-${kind}`}>
          {hex}
        </code>
      ))}
      {bytes.said === undefined ? null : <code class="story-said">{bytes.said}</code>}
    </p>
  )
}
