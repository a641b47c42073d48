/** The home page's rows for a screen reader: the same few numbers as a table that is not seen. In a box, since a table is never one pixel wide. */
import { overheadPerEvent } from '../model/race-numbers.ts'
import type { RaceViewState } from './race-view-state.ts'
import { inBrackets } from '../../words/punctuation.ts'
import { AsBuilt } from '../../ui/AsBuilt.tsx'
import { ColumnHeads } from '../../ui/ColumnHeads.tsx'

export function RowsHeard({ viewState }: { readonly viewState: RaceViewState }) {
  const { view, words, says, isAsBuilt } = viewState
  const { rows } = says
  return (
    <AsBuilt class="only-heard" still={isAsBuilt}>
      {() => (
        <table>
          <caption>{rows.title}</caption>
          <ColumnHeads
            columns={[
              rows.transport,
              inBrackets(rows.delays, rows.median),
              rows.requests,
              rows.perEvent,
              rows.delivered,
            ]}
          />
          <tbody>
            {view.rows.map((row) => {
              const overhead = overheadPerEvent(row)
              const median = row.delays.summary?.median
              return (
                <tr key={row.run}>
                  <th scope="row">{words.transport[row.transport]}</th>
                  <td>{median === undefined ? '–' : words.duration(median)}</td>
                  <td>{row.requests}</td>
                  <td>{overhead === undefined ? '–' : rows.bytesText(overhead)}</td>
                  <td>{row.delivered}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      )}
    </AsBuilt>
  )
}
