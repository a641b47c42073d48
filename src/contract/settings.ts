/**
 * The settings, a row each: what a value must be, what it is where nobody sets it, how a page lets it be set, and whether
 * traces tell it. Their words are in `src/words/setting-words.ts`; what a setting of the wire does is a file in
 * `server/conditions`. Neither compiles while it leaves a row out. Part of the outside contract.
 */
import { FEEDS } from './events.ts'
import { AMOUNT, readFields, type Fields, type Rule, type ValueOf, type Wrong } from './rule.ts'

/** How a page lets a value be set. */
export type Control =
  | { readonly kind: 'slider'; readonly least: number; readonly most: number; readonly step: number }
  | { readonly kind: 'choice'; readonly values: readonly (number | string)[] }

type Row = Rule & {
  readonly initial: number | boolean | string
  readonly control?: Control
  /** It decides how late an event is, so traces tell it. */
  readonly isTold?: true
}

/** What happens on the way. It has its unit in its name, is off at 0, can be set on pages, and traces tell it. */
type WireRow = Extract<Rule, { kind: 'number' }> & { readonly initial?: 0; readonly control: Control }

function slider(least: number, most: number, step: number) {
  return { kind: 'slider', least, most, step } as const
}

function choice<const Values extends readonly (number | string)[]>(...values: Values) {
  return { kind: 'choice', values } as const
}

/** The lab's. */
export const LAB_SETTINGS = {
  feed: { kind: 'one-of', values: FEEDS, initial: 'match', isTold: true, control: choice(...FEEDS) },
  eventsPerMinute: {
    kind: 'number',
    range: [0, 3_000],
    initial: 12,
    isTold: true,
    control: slider(2, 120, 2),
  },
  longPollTimeoutMs: { kind: 'number', range: [100, 120_000], initial: 25_000, isTold: true },
  heartbeatMs: {
    kind: 'number',
    range: [500, 120_000],
    initial: 15_000,
    isTold: true,
    control: slider(1_000, 30_000, 500),
  },
  retryMs: { kind: 'number', range: [100, 60_000], whole: true, initial: 2_000 },
  deflate: { kind: 'boolean', initial: false },
  greet: { kind: 'boolean', initial: false },
} as const satisfies Readonly<Record<string, Row>>

/** The lab's under `wire`, each way: simulated by the server, and pages say so. */
export const WIRE_SETTINGS = {
  latencyMs: { kind: 'number', range: [0, 5_000], control: slider(0, 1_000, 10) },
  jitterMs: { kind: 'number', range: [0, 5_000], control: slider(0, 1_000, 10) },
  bytesPerSecond: {
    kind: 'number',
    range: [256, 10_000_000],
    whole: true,
    orZero: true,
    control: choice(0, 256, 1_000, 4_000, 20_000),
  },
  bufferBytes: {
    kind: 'number',
    range: [0, 1_048_576],
    whole: true,
    control: choice(0, 1_024, 4_096, 8_192),
  },
  idleTimeoutMs: {
    kind: 'number',
    range: [500, 600_000],
    orZero: true,
    control: choice(0, 2_000, 6_000, 20_000),
  },
} as const satisfies Readonly<Record<string, WireRow>>

/** The page's own; no lab knows them. */
export const PAGE_SETTINGS = {
  pollIntervalMs: {
    kind: 'number',
    range: [0, 120_000],
    initial: 2_000,
    isTold: true,
    control: slider(250, 8_000, 250),
  },
} as const satisfies Readonly<Record<string, Row>>

type ValuesOf<Rows> = { readonly [Key in keyof Rows]: ValueOf<Rows[Key]> }
type KeyOf<Rows, Has> = { [Key in keyof Rows]: Rows[Key] extends Has ? Key : never }[keyof Rows]

export type WireKey = keyof typeof WIRE_SETTINGS
export type WireSettings = ValuesOf<typeof WIRE_SETTINGS>
export type LabSettings = ValuesOf<typeof LAB_SETTINGS> & { readonly wire: WireSettings }

/** Some settings of a lab, as a page asks for them. */
export type SettingsChange = Partial<Omit<LabSettings, 'wire'>> & { readonly wire?: Partial<WireSettings> }

export const WIRE_KEYS = Object.keys(WIRE_SETTINGS) as readonly WireKey[]

export function isWireKey(key: string): key is WireKey {
  return Object.hasOwn(WIRE_SETTINGS, key)
}

export function isPageKey(key: string): key is keyof typeof PAGE_SETTINGS {
  return Object.hasOwn(PAGE_SETTINGS, key)
}

/** The wire as it is by itself. */
export const NO_CONDITIONS: WireSettings = initialOf(WIRE_SETTINGS)
export const DEFAULT_SETTINGS: LabSettings = { ...initialOf(LAB_SETTINGS), wire: NO_CONDITIONS }

const OWN = { ...LAB_SETTINGS, ...PAGE_SETTINGS }
const ALL = { ...OWN, ...WIRE_SETTINGS }

/** The settings that a page can let be set. */
export type ControlKey = KeyOf<typeof ALL, { readonly control: Control }>
export type ControlValue<Key extends ControlKey> = ValueOf<(typeof ALL)[Key]>

/** How a page lets a setting be set, where its scene does not say otherwise. */
export function controlOf(key: ControlKey): Control {
  return ALL[key].control
}

/** What decides how late an event is, as traces tell it, by name. */
export type Conditions = WireSettings &
  Pick<ValuesOf<typeof OWN>, KeyOf<typeof OWN, { readonly isTold: true }>>

/** Without ranges, which a run recorded under others must not fail on. */
const TOLD: Fields = Object.fromEntries(
  Object.entries<Row | WireRow>(ALL)
    .filter(([key, row]) => isWireKey(key) || ('isTold' in row && row.isTold))
    .map(([key, row]) => [key, row.kind === 'number' ? { ...AMOUNT, initial: row.initial ?? 0 } : row]),
)

/**
 * The conditions among named values: one that is missing is as where nobody sets it, other names are left out, so that a run
 * can be read that was recorded before a condition or after it. Says which is no value of its kind.
 */
export function readConditions(values: unknown): Conditions | Wrong {
  return readFields(TOLD, values) as Conditions | Wrong
}

function initialOf<Rows extends Fields>(rows: Rows): ValuesOf<Rows> {
  const initial = Object.entries(rows).map(([key, row]) => [key, row.initial ?? 0] as const)
  return Object.fromEntries(initial) as ValuesOf<Rows>
}
