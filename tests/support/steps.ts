/**
 * Counts the steps that code of ours takes, so that a test can bound them: how often each block of it runs, as V8 counts for
 * coverage, and how many bytes, characters or items it has native code go through. Work that is done twice gives twice the
 * number on any machine, however busy.
 *
 * Only what is imported after the counter was made is counted well: V8 puts counters into code that it compiles from then on.
 */
import { Session, type Profiler } from 'node:inspector'

export interface StepCounter {
  /** How many steps a run takes. */
  of(run: () => void): number
  /** How many steps all takes that happens until a promise is kept. */
  until(run: () => Promise<void>): Promise<number>
  stop(): void
}

type Native = (...args: unknown[]) => unknown
/** How many steps a call of a native function was; `from` is where an expression began to look. */
type Cost = (self: unknown, args: readonly unknown[], result: unknown, from: number) => number

const sizeOf = (value: unknown): number => Number((value as { length?: number } | undefined)?.length ?? 0)
const ofSelf: Cost = (self) => sizeOf(self)
const ofResult: Cost = (_, __, result) => sizeOf(result)
const ofFirst: Cost = (_, [first]) => sizeOf(first)

/** From where a search began to what it found, or to the end. */
const ofSearch: Cost = (self, [, from], found) =>
  (Number(found) < 0 ? sizeOf(self) : Number(found)) - Number(from ?? 0)

/** An expression is taken to go through a text once; lint holds ours to that. A sticky one looks at one place. */
const ofMatch: Cost = (self, [text], found, from) => {
  const { global, sticky } = self as RegExp
  const match = found as RegExpExecArray | null
  const start = global || sticky ? from : 0
  if (match === null) return sticky ? 1 : sizeOf(text) - start
  return match.index + sizeOf(match[0]) - start
}

const BYTES = Object.getPrototypeOf(Uint8Array.prototype) as object
const NATIVE: readonly (readonly [owner: object, names: readonly string[], cost: Cost])[] = [
  [TextDecoder.prototype, ['decode'], ofFirst],
  [TextEncoder.prototype, ['encode'], ofResult],
  [RegExp.prototype, ['exec'], ofMatch],
  [BYTES, ['indexOf'], ofSearch],
  [BYTES, ['includes'], ofSelf],
  [BYTES, ['set'], ofFirst],
  [BYTES, ['slice'], ofResult],
  [String.prototype, ['indexOf'], ofSearch],
  [String.prototype, ['trim', 'trimEnd', 'trimStart', 'toLowerCase', 'toUpperCase'], ofSelf],
  [Array.prototype, ['slice', 'concat', 'join'], ofResult],
  [Array.prototype, ['splice', 'shift', 'unshift', 'indexOf', 'includes'], ofSelf],
]

/** Makes a counter for the files below these folders; tests are not counted. */
export function countSteps(...folders: readonly string[]): StepCounter {
  const session = new Session()
  session.connect()
  post(session, 'Profiler.enable')
  post(session, 'Profiler.startPreciseCoverage', { callCount: true, detailed: true })
  return {
    of(run) {
      // What was counted before counts no more.
      blocks(session, folders)
      const native = countNative()
      try {
        run()
      } finally {
        native.stop()
      }
      return blocks(session, folders) + native.steps
    },
    async until(run) {
      blocks(session, folders)
      const native = countNative()
      try {
        await run()
      } finally {
        native.stop()
      }
      return blocks(session, folders) + native.steps
    },
    stop: () => session.disconnect(),
  }
}

function blocks(session: Session, folders: readonly string[]): number {
  const { result } = post<Profiler.TakePreciseCoverageReturnType>(session, 'Profiler.takePreciseCoverage')
  let sum = 0
  for (const { url, functions } of result) {
    if (!folders.some((folder) => url.includes(`/${folder}/`)) || url.includes('.test.')) continue
    for (const { ranges } of functions) for (const { count } of ranges) sum += count
  }
  return sum
}

/** A session with its own thread answers before the call returns. */
function post<Result>(session: Session, method: string, parameters?: object): Result {
  let answer: Result | undefined
  session.post(method, parameters, (error, result) => {
    if (error !== null) throw new Error(`${method}: ${JSON.stringify(error)}`)
    answer = result as Result
  })
  return answer as Result
}

function countNative(): { readonly steps: number; stop(): void } {
  const counted = { steps: 0, stop: () => undo.forEach((each) => each()) }
  const undo: (() => void)[] = []
  for (const [owner, names, cost] of NATIVE)
    for (const name of names) {
      const native = Reflect.get(owner, name) as Native
      const { length } = native
      const spy = function (this: unknown, ...args: unknown[]): unknown {
        const from = this instanceof RegExp ? this.lastIndex : 0
        const result = Reflect.apply(native, this, args)
        counted.steps += cost(this, args, result, from)
        return result
      }
      Reflect.set(owner, name, Object.defineProperty(spy, 'length', { value: length }))
      undo.push(() => void Reflect.set(owner, name, native))
    }
  return counted
}
