/** A table whose rows the reader tries: a button and what it does, and once it was tried, what came of it. */
import type { ComponentChildren } from 'preact'
import { QuietButton } from '../../../ui/Button.tsx'
import { ColumnHeads } from '../../../ui/ColumnHeads.tsx'

export interface TriedRow<Name extends string> {
  readonly name: Name
  readonly title: string
  /** What is done, where the title does not say it. */
  readonly more?: string
  /** What the button is called to who hears it. */
  readonly label: string
  readonly disabled: boolean
  /** One for each column after the first; absent until it was tried. */
  readonly cells?: readonly ComponentChildren[]
  readonly class?: string
  /** What is said beside the table is about it. */
  readonly lit?: boolean
}

interface Props<Name extends string> {
  readonly class: string
  /** The first is over what is tried. */
  readonly columns: readonly string[]
  readonly groups: readonly { readonly title?: string; readonly rows: readonly TriedRow<Name>[] }[]
  readonly trying: Name | undefined
  readonly words: { readonly try: string; readonly trying: string; readonly notTried: string }
  readonly onTry: (name: Name) => void
}

export function TriedTable<Name extends string>({
  class: own,
  columns,
  groups,
  trying,
  words,
  onTry,
}: Props<Name>) {
  const row = ({ name, title, more, label, disabled, cells, class: tone, lit }: TriedRow<Name>) => {
    const isTrying = trying === name
    return (
      <tr key={name} class={tone} data-try={name} data-trying={isTrying} data-lit={lit}>
        <th scope="row">
          <div class="tried-what">
            <QuietButton
              class="needs-script"
              disabled={disabled}
              aria-label={label}
              onClick={() => onTry(name)}
            >
              {isTrying ? words.trying : words.try}
            </QuietButton>
            <span class="tried-title">{title}</span>
            {more === undefined ? null : <span class="tried-more">{more}</span>}
          </div>
        </th>
        {cells === undefined ? (
          <td colSpan={columns.length - 1} class="tried-none">
            {isTrying ? words.trying : words.notTried}
          </td>
        ) : (
          cells.map((cell, i) => (
            <td key={columns[i + 1]} data-label={columns[i + 1]}>
              {cell}
            </td>
          ))
        )}
      </tr>
    )
  }
  return (
    <table class={own}>
      <ColumnHeads columns={columns} />
      {groups.map(({ title, rows }) => (
        <tbody key={title}>
          {title === undefined ? null : (
            <tr class="tried-group">
              <th colSpan={columns.length} scope="rowgroup">
                {title}
              </th>
            </tr>
          )}
          {rows.map(row)}
        </tbody>
      ))}
    </table>
  )
}
