/** A race's numbers as comma-separated values (RFC 4180), for a spreadsheet: the rows, and the delays one by one. Pure. */
import { BYTE_KINDS } from '../../wire/trace/queries/byte-counts.ts'
import type { Direction } from '../../wire/bytes/bytes.ts'
import type { DelaySummary, RaceRow, RaceView } from '../../wire/race/race-view.ts'

const DIRECTIONS: readonly { readonly direction: Direction; readonly name: string }[] = [
  { direction: 'client-to-server', name: 'up' },
  { direction: 'server-to-client', name: 'down' },
]

const SUMMARY = [
  'mean',
  'median',
  'p95',
  'p99',
  'least',
  'greatest',
] as const satisfies readonly (keyof DelaySummary)[]

const COUNTS = [
  'requests',
  'silentRepeats',
  'connections',
  'openExchanges',
  'delivered',
  'repeated',
  'outOfOrder',
  'lost',
  'pending',
] as const satisfies readonly (keyof RaceRow)[]

type Cell = string | number | undefined

/** A line a transport, a column a number; milliseconds and bytes as the names say. Names are the same in every language. */
export function rowsCsv({ rows, published }: RaceView): string {
  const head = [
    'transport',
    'published',
    ...COUNTS.map(snake),
    'delays',
    ...SUMMARY.map((name) => `delay_${name}_ms`),
    'theory_least_ms',
    'theory_mean_ms',
    'theory_greatest_ms',
    ...DIRECTIONS.flatMap(({ name }) => BYTE_KINDS.map((kind) => `${name}_${kind}_bytes`)),
  ]
  const lines = rows.map((row): readonly Cell[] => [
    row.transport,
    published,
    ...COUNTS.map((name) => row[name]),
    row.delays.count,
    ...SUMMARY.map((name) => thousandths(row.delays.summary?.[name])),
    thousandths(row.theory?.leastMs),
    thousandths(row.theory?.meanMs),
    thousandths(row.theory?.greatestMs),
    ...DIRECTIONS.flatMap(({ direction }) => BYTE_KINDS.map((kind) => row.bytes[direction][kind])),
  ])
  return csv([head, ...lines])
}

/** A line a delivery that a row still holds one by one. `published_s` counts from the race's start. */
export function delaysCsv({ rows, origin }: RaceView): string {
  const lines = rows.flatMap(({ transport, delays }) =>
    delays.recent.map(({ event, publishedAt, delayMs }): readonly Cell[] => [
      transport,
      event,
      ((publishedAt - origin) / 1000).toFixed(6),
      thousandths(delayMs),
    ]),
  )
  return csv([['transport', 'event', 'published_s', 'delay_ms'], ...lines])
}

/** A clock is not exact to less than a microsecond; more digits would say that it is. */
function thousandths(ms: number | undefined): string | undefined {
  return ms?.toFixed(3)
}

function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

function csv(lines: readonly (readonly Cell[])[]): string {
  return lines.map((cells) => `${cells.map(cell).join(',')}\r\n`).join('')
}

function cell(value: Cell): string {
  const text = value === undefined ? '' : String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
