/** Where everything in the growth figure goes. Pure geometry in CSS pixels; `GrowthDrawing.tsx` draws it. */
import { stepFor, ticks, type DrawingBox } from '../../ui/axis.ts'
import type { Growth, GrowthStep } from './facts.ts'

export interface Tick {
  readonly at: number
  readonly value: number
}

export interface GrowthLayout extends DrawingBox {
  /** The staircases: what each document holds. */
  readonly held: readonly string[]
  /** The same for the newest event in it. */
  readonly needed: readonly string[]
  readonly steps: readonly { readonly x: number; readonly y: number; readonly step: GrowthStep }[]
  /** Where a document was thrown away. */
  readonly falls: readonly { readonly x: number; readonly y: number }[]
  readonly xTicks: readonly Tick[]
  readonly yTicks: readonly Tick[]
  /** The end of the newest staircase, for its label. */
  readonly heldEnd: { readonly x: number; readonly y: number }
  readonly neededEnd: { readonly x: number; readonly y: number }
}

const MARGIN = { left: 52, right: 118, top: 34, bottom: 42 }
/** On a narrow screen the labels stand over the lines instead of beside them. */
const NARROW = 480
const LEAST_BYTES = 500

/** Lays the growth out in `width` by `height` pixels. */
export function layOutGrowth(growth: Growth, width: number, height: number): GrowthLayout {
  const left = MARGIN.left
  const right = width - (width < NARROW ? 16 : MARGIN.right)
  const top = MARGIN.top
  const base = height - MARGIN.bottom
  const endMs = Math.max(1000, growth.endMs)
  const most = Math.max(
    LEAST_BYTES,
    ...growth.documents.flatMap(({ steps }) => steps.map(({ bytes }) => bytes)),
  )
  const x = (ms: number): number => left + ((right - left) * Math.min(Math.max(ms, 0), endMs)) / endMs
  const y = (bytes: number): number => base - ((base - top) * bytes) / most

  const stairs = (of: (step: GrowthStep) => number): readonly string[] =>
    growth.documents.map(({ fromMs, toMs = endMs, steps }) => {
      const path = [`M${round(x(fromMs))} ${base}`]
      for (const step of steps) path.push(`H${round(x(step.atMs))}`, `V${round(y(of(step)))}`)
      path.push(`H${round(x(toMs))}`)
      return path.join('')
    })
  // A heartbeat brings no event: the newest one before it is what the page still needs.
  let newest = 0
  const needed = (step: GrowthStep): number => (newest = step.eventBytes === 0 ? newest : step.eventBytes)
  const last = growth.documents.at(-1)?.steps.at(-1)
  return {
    width,
    height,
    left,
    right,
    top,
    base,
    held: stairs(({ bytes }) => bytes),
    needed: stairs(needed),
    steps: growth.documents.flatMap(({ steps }) =>
      steps.map((step) => ({ x: round(x(step.atMs)), y: round(y(step.bytes)), step })),
    ),
    falls: growth.documents.flatMap(({ toMs, steps }) =>
      toMs === undefined ? [] : [{ x: round(x(toMs)), y: round(y(steps.at(-1)?.bytes ?? 0)) }],
    ),
    xTicks: upTo(endMs / 1000, Math.max(2, Math.floor((right - left) / 70))).map((value) => ({
      value,
      at: round(x(value * 1000)),
    })),
    yTicks: upTo(most, 5).map((value) => ({ value, at: round(y(value)) })),
    heldEnd: { x: right, y: round(y(last?.bytes ?? 0)) },
    neededEnd: { x: right, y: round(y(newest)) },
  }
}

/** Round values from 0 up to `most`, at most so many after the first. */
function upTo(most: number, count: number): readonly number[] {
  return ticks(most, stepFor(most, count))
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
