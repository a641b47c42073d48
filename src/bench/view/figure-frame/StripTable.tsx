/** A table of strips: a row a transport, a strip of time in each, and their one axis below. */
import type { ComponentChildren } from 'preact'
import { StripAxis } from '../../../ui/TimeStrip.tsx'
import { Glyph } from '../../../ui/Glyph.tsx'
import type { Transport } from '../../../wire/trace/transports.ts'
import type { Language } from '../../../words/languages.ts'
import { TRACE_WORDS } from '../../../words/trace-words.ts'
import './strip-table.css'

interface Props {
  readonly heads: readonly [transport: string, strip: string, last: string]
  readonly spanMs: number
  readonly language: Language
  /** Its bodies. */
  readonly children: ComponentChildren
}

export function StripTable({ heads: [transport, strip, last], spanMs, language, children }: Props) {
  return (
    <table class="fault-table">
      <thead>
        <tr>
          <th scope="col">{transport}</th>
          <th scope="col" class="fault-wide">
            {strip}
          </th>
          <th scope="col">{last}</th>
        </tr>
      </thead>
      {children}
      <tfoot>
        <tr>
          <td />
          <td class="fault-wide">
            <StripAxis spanMs={spanMs} unit={TRACE_WORDS[language].seconds} />
          </td>
          <td />
        </tr>
      </tfoot>
    </table>
  )
}

/** The head of a row: a transport by its glyph and its name. */
export function TransportHead({ of, language }: { readonly of: Transport; readonly language: Language }) {
  return (
    <th scope="row" class="fault-transport">
      <Glyph of={of} />
      {/* Keeps a glyph beside its name. */ '\u00a0'}
      {TRACE_WORDS[language].transport[of]}
    </th>
  )
}
