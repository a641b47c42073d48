/** A transport's glyph, beside its name: for the eye alone. */
import type { TracedKind } from '../wire/trace/transports.ts'
import { TRANSPORT_GLYPHS } from './transport-glyphs.ts'

export function Glyph({ of }: { readonly of: TracedKind }) {
  return (
    <span class="glyph" aria-hidden="true">
      {TRANSPORT_GLYPHS[of]}
    </span>
  )
}
