/** What a drawing shows, as a folded table: for whoever reads rather than looks. */
import type { ComponentChildren } from 'preact'
import { ColumnHeads } from '../../../ui/ColumnHeads.tsx'

interface Props {
  readonly summary: string
  readonly caption?: string
  readonly columns: readonly string[]
  /** The first cell of each is its head. */
  readonly rows: readonly (readonly [ComponentChildren, ...ComponentChildren[]])[]
}

export function FoldedTable({ summary, caption, columns, rows }: Props) {
  return (
    <details class="folded-table">
      <summary>{summary}</summary>
      <table>
        {caption === undefined ? null : <caption>{caption}</caption>}
        <ColumnHeads columns={columns} />
        <tbody>
          {rows.map(([head, ...cells], nth) => (
            <tr key={nth}>
              <th scope="row">{head}</th>
              {cells.map((cell, i) => (
                <td key={i}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}
