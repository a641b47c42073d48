/** What narrows the list of units: which way, which kind, which transport, what is in them. */
import { useId, useMemo } from 'preact/hooks'
import { QuietButton } from '../ui/Button.tsx'
import { Select } from '../ui/Select.tsx'
import { Tick } from '../ui/Tick.tsx'
import { DIRECTIONS } from '../wire/bytes/bytes.ts'
import { needleOf, type KindFilter, type UnitFilter } from './unit-filter.ts'
import type { UnitRow } from './unit-rows.ts'
import type { Says } from './words.ts'

interface Props {
  readonly filter: UnitFilter
  readonly rows: readonly UnitRow[]
  readonly says: Says
  readonly onChange: (filter: UnitFilter) => void
}

export function UnitFilters({ filter, rows, says: { words, benchWords }, onChange }: Props) {
  const { list: says } = words
  const id = useId()
  // What there is to choose of.
  const transports = useMemo(() => [...new Set(rows.map(({ transport }) => transport))], [rows])
  const kinds = useMemo(() => [...new Set(rows.map(({ unit }) => unit.kind))].sort(), [rows])
  const isMalformed = needleOf(filter) === 'malformed'
  const set = (change: Partial<UnitFilter>): void => onChange({ ...filter, ...change })
  const kindName = (kind: KindFilter): string => {
    if (kind === 'all') return says.allKinds
    return kind === 'sent' || kind === 'meant' ? says[kind] : benchWords.unit[kind]
  }
  return (
    <div class="unit-filters needs-script" role="group" aria-label={says.filters}>
      <div class="unit-directions" role="group" aria-label={says.direction}>
        {(['both', ...DIRECTIONS] as const).map((direction) => (
          <QuietButton
            key={direction}
            aria-pressed={filter.direction === direction}
            onClick={() => set({ direction })}
          >
            {says.directions[direction]}
          </QuietButton>
        ))}
      </div>
      <Select<KindFilter>
        aria-label={says.kind}
        value={filter.kind}
        values={['sent', 'meant', 'all', ...kinds]}
        text={kindName}
        onChange={(kind) => set({ kind })}
      />
      {transports.length < 2 ? null : (
        <Select<UnitFilter['transport']>
          aria-label={says.transport}
          value={filter.transport}
          values={['all', ...transports]}
          text={(each) => (each === 'all' ? says.allTransports : benchWords.transport[each])}
          onChange={(transport) => set({ transport })}
        />
      )}
      <Tick
        class="unit-fold"
        label={says.fold}
        checked={filter.foldHeartbeats}
        onChange={(foldHeartbeats) => set({ foldHeartbeats })}
      />
      <div class="unit-search">
        <input
          type="search"
          aria-label={says.search}
          placeholder={filter.searchIn === 'hex' ? '81 05' : says.search}
          value={filter.query}
          spellcheck={false}
          aria-invalid={isMalformed}
          aria-describedby={isMalformed ? `${id}hex` : undefined}
          onInput={(event) => set({ query: event.currentTarget.value })}
        />
        <Select
          aria-label={says.searchIn}
          value={filter.searchIn}
          values={['text', 'hex'] as const}
          text={(each) => (each === 'hex' ? 'hex' : says.text)}
          onChange={(searchIn) => set({ searchIn })}
        />
      </div>
      <p id={`${id}hex`} class="unit-wrong" role="status">
        {isMalformed ? says.notHex : ''}
      </p>
    </div>
  )
}
