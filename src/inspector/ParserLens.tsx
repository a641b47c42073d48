/** An event block under the parser of the standard: its lines and what they do to the buffers, beside the bytes they are. */
import { useRef } from 'preact/hooks'
import { ParserSteps } from './event-stream/ParserSteps.tsx'
import { createParserRows } from './event-stream/parser-rows.ts'
import type { LensProps } from './lens.ts'

export function ParserLens({ unit, source, byte, language, select }: LensProps) {
  // Keeps what it read of the stream: a block's buffers are what all lines before it left.
  const read = useRef(createParserRows())
  const rows = read.current(source.bytes, unit.range)
  const here = rows.rows.find(({ range }) => range.start <= byte && byte < range.end)
  return (
    <ParserSteps
      rows={rows}
      language={language}
      {...(here === undefined ? {} : { line: here.line })}
      onSelect={(row) => {
        const index = unit.fields.findIndex(
          ({ range }) => range.start <= row.range.start && row.range.start < range.end,
        )
        if (index >= 0) select([index], row.range.start)
      }}
    />
  )
}
