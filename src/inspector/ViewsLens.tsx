/** The same bytes on the wire, de-chunked, unmasked, joined and as text, byte under byte; what was inflated stands below. */
import { useMemo } from 'preact/hooks'
import { utf8 } from '../wire/bytes/bytes.ts'
import { viewsOf } from './aligned-views.ts'
import { AlignedGrid } from './AlignedGrid.tsx'
import { inflationOf, type Inflation } from './inflated.ts'
import type { LensProps } from './lens.ts'
import { textRow, viewRow } from './view-rows.ts'
import { sentences } from '../words/punctuation.ts'
import { BareButton } from '../ui/Button.tsx'

/** So much of an inflated message is quoted; the unit itself has all of it. */
const MOST_CHARACTERS = 600

export function ViewsLens(props: LensProps) {
  const { unit, source, side, byte, words, selectByte } = props
  const views = useMemo(() => viewsOf(unit, source, side), [unit, source, side])
  const inflation = useMemo(() => inflationOf(unit, source, side), [unit, source, side])
  const deepest = views.at(-1) ?? source
  const rows = [...views.map((view) => viewRow(view, props)), textRow(deepest, props)]
  return (
    <div class="lens-column">
      <AlignedGrid
        columns={unit.range}
        rows={rows}
        current={byte}
        label={sentences(words.views.label, words.views.help)}
        onSelect={selectByte}
      />
      {inflation === undefined ? null : <Inflated inflation={inflation} {...props} />}
    </div>
  )
}

/** The whole message before and after; of an inflated one, the way back to what crossed. */
function Inflated({ inflation, source, words, openAt }: LensProps & { readonly inflation: Inflation }) {
  const { compressed, inflated, bytes } = inflation
  const isInside = source.id === inflated.source
  const there = isInside ? compressed : inflated
  const name = isInside ? words.views.compressed : words.views.derived.inflated
  return (
    <div class="views-inflated">
      <p class="lens-note">
        {words.views.inflated(compressed.range.end - compressed.range.start, bytes.length)}{' '}
        <BareButton class="aligned-open needs-script" onClick={() => openAt(there.source, there.range.start)}>
          {words.views.open(name)}
        </BareButton>
      </p>
      {isInside ? null : <pre>{utf8(bytes).slice(0, MOST_CHARACTERS)}</pre>}
    </div>
  )
}
