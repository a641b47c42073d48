/**
 * The race as a real table: every number of every row. Always there for a screen reader; anyone can unfold it, and a page
 * without script shows it.
 */
import { useId, useState } from 'preact/hooks'
import type { ByteKind } from '../../wire/trace/queries/byte-counts.ts'
import type { Direction } from '../../wire/bytes/bytes.ts'
import type { DelaySummary, RaceRow } from '../../wire/race/race-view.ts'
import { RECENT_DELAYS } from '../../wire/race/race-view.ts'
import { AsBuilt } from '../../ui/AsBuilt.tsx'
import { saveFile } from '../../ui/save-file.ts'
import { delaysCsv, rowsCsv } from './race-csv.ts'
import type { RaceFrame } from './race-frame.ts'
import { overheadPerEvent } from '../model/race-numbers.ts'
import { clauses } from '../../words/punctuation.ts'
import { QuietButton } from '../../ui/Button.tsx'

const CSV = 'text/csv;charset=utf-8'

interface Line {
  readonly name: string
  readonly of: (row: RaceRow) => string
}

export function RaceTable({ frame, ready }: { readonly frame: RaceFrame; readonly ready: boolean }) {
  const { view, words, says } = frame
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
        still={frame.isAsBuilt}
      >
        {() => (
          <table>
            <caption>{says.table}</caption>
            <thead>
              <tr>
                <th scope="col">{says.rows.transport}</th>
                {view.rows.map((row) => (
                  <th key={row.run} scope="col">
                    {words.transport[row.transport]}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {linesOf(frame).map(({ name, of }) => (
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

function linesOf({ words, says }: RaceFrame): readonly Line[] {
  const { rows } = says
  const span = (ms: number): string => words.duration(Math.max(0, ms))
  const delay = (name: string, of: keyof DelaySummary): Line => ({
    name: clauses(rows.delays, name),
    of: ({ delays: { summary } }) => (summary === undefined ? '–' : span(summary[of])),
  })
  const bytes = (name: string, direction: Direction, kind: ByteKind): Line => ({
    name: clauses(rows.bytes, name, rows.kind[kind]),
    of: (row) => String(row.bytes[direction][kind]),
  })
  return [
    delay(rows.median, 'median'),
    delay(rows.mean, 'mean'),
    delay(rows.p95, 'p95'),
    delay(rows.p99, 'p99'),
    delay(rows.least, 'least'),
    delay(rows.greatest, 'greatest'),
    {
      name: clauses(rows.delays, rows.disturbed),
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
    bytes(rows.up, 'client-to-server', 'head'),
    bytes(rows.up, 'client-to-server', 'framing'),
    bytes(rows.up, 'client-to-server', 'payload'),
    bytes(rows.down, 'server-to-client', 'head'),
    bytes(rows.down, 'server-to-client', 'framing'),
    bytes(rows.down, 'server-to-client', 'payload'),
    {
      name: rows.perEvent,
      of: (row) => {
        const overhead = overheadPerEvent(row)
        return overhead === undefined ? '–' : rows.bytesText(overhead)
      },
    },
    { name: rows.delivered, of: ({ delivered }) => String(delivered) },
    { name: rows.lost, of: ({ lost }) => String(lost) },
    { name: rows.repeated, of: ({ repeated }) => String(repeated) },
    { name: rows.outOfOrder, of: ({ outOfOrder }) => String(outOfOrder) },
    { name: rows.pending, of: ({ pending }) => String(pending) },
  ]
}
