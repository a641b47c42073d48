/**
 * The race as a real table: every number of every row. Always there for a screen reader; anyone can unfold it, and a page
 * without script shows it.
 */
import { useId, useState } from 'preact/hooks'
import { BYTE_KINDS, type ByteKind } from '../../wire/trace/queries/byte-counts.ts'
import type { Direction } from '../../wire/bytes/bytes.ts'
import { RECENT_DELAYS, type RaceRow } from '../../wire/race/race-view.ts'
import { AsBuilt } from '../../ui/AsBuilt.tsx'
import { ColumnHeads } from '../../ui/ColumnHeads.tsx'
import { saveFile } from '../../ui/save-file.ts'
import { delaysCsv, rowsCsv } from './race-csv.ts'
import type { RaceViewState } from './race-view-state.ts'
import { overheadPerEvent } from '../model/race-numbers.ts'
import { clauses, inBrackets } from '../../words/punctuation.ts'
import { QuietButton } from '../../ui/Button.tsx'

const CSV = 'text/csv;charset=utf-8'

interface Line {
  readonly name: string
  readonly of: (row: RaceRow) => string
}

export function RaceTable({
  viewState,
  ready,
}: {
  readonly viewState: RaceViewState
  readonly ready: boolean
}) {
  const { view, words, says } = viewState
  const id = useId()
  const [open, setOpen] = useState(false)
  return (
    <div class="race-table">
      <div class="race-table-tools needs-script">
        <QuietButton disabled={!ready} aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
          {says.tableOpen}
        </QuietButton>
        <QuietButton disabled={!ready} onClick={() => saveFile(rowsCsv(view), 'race.csv', CSV)}>
          {says.saveRows}
        </QuietButton>
        <QuietButton
          disabled={!ready}
          title={says.saveDelaysHint(RECENT_DELAYS)}
          onClick={() => saveFile(delaysCsv(view), 'race-delays.csv', CSV)}
        >
          {says.saveDelays}
        </QuietButton>
      </div>
      <AsBuilt
        id={id}
        class={open ? 'race-table-box' : 'race-table-box race-table-folded'}
        tabIndex={open ? 0 : undefined}
        role="group"
        aria-label={says.table}
        still={viewState.isAsBuilt}
      >
        {() => (
          <table>
            <caption>{says.table}</caption>
            <ColumnHeads
              columns={[says.rows.transport, ...view.rows.map(({ transport }) => words.transport[transport])]}
            />
            <tbody>
              {linesOf(viewState).map(({ name, of }) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  {view.rows.map((row) => (
                    <td key={row.run}>{of(row)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </AsBuilt>
    </div>
  )
}

function linesOf({ words, says }: RaceViewState): readonly Line[] {
  const { rows } = says
  const span = (ms: number): string => words.duration(Math.max(0, ms))
  const delay = (of: 'median' | 'mean' | 'p95' | 'p99' | 'least' | 'greatest'): Line => ({
    name: inBrackets(rows.delays, rows[of]),
    of: ({ delays: { summary } }) => (summary === undefined ? '–' : span(summary[of])),
  })
  const bytes = (name: string, direction: Direction, kind: ByteKind): Line => ({
    name: inBrackets(rows.bytes, clauses(name, rows.kind[kind])),
    of: (row) => String(row.bytes[direction][kind]),
  })
  return [
    ...(['median', 'mean', 'p95', 'p99', 'least', 'greatest'] as const).map(delay),
    {
      name: inBrackets(rows.delays, rows.disturbed),
      of: ({ delays: { count, disturbed } }) => (count === 0 ? '–' : `${disturbed} / ${count}`),
    },
    {
      name: rows.theory,
      of: ({ theory }) =>
        theory === undefined
          ? rows.noTheory
          : rows.theorySays(span(theory.leastMs), span(theory.meanMs), span(theory.greatestMs)),
    },
    {
      name: rows.requests,
      of: ({ requests, silentRepeats }) =>
        silentRepeats === 0 ? String(requests) : clauses(String(requests), rows.silentRepeats(silentRepeats)),
    },
    {
      name: rows.connections,
      of: ({ connections, openExchanges }) => `${connections} · ${openExchanges} ${rows.open}`,
    },
    ...BYTE_KINDS.map((kind) => bytes(rows.up, 'client-to-server', kind)),
    ...BYTE_KINDS.map((kind) => bytes(rows.down, 'server-to-client', kind)),
    {
      name: rows.perEvent,
      of: (row) => {
        const overhead = overheadPerEvent(row)
        return overhead === undefined ? '–' : rows.bytesText(overhead)
      },
    },
    ...(['delivered', 'lost', 'repeated', 'outOfOrder', 'pending'] as const).map((count): Line => ({
      name: rows[count],
      of: (row) => String(row[count]),
    })),
  ]
}
