/** Where everything in the histogram of a storm goes. Pure geometry in CSS pixels; `StormDrawing.tsx` draws it. */
import { stepFor, ticks, type DrawingBox } from '../../ui/axis.ts'
import { STORM_BIN_MS, triesIn, type Storm, type StormBin } from './simulation.ts'

export interface StormLayout extends DrawingBox {
  /** One path each: the bins' parts of that kind. */
  readonly accepted: string
  readonly refused: string
  readonly unanswered: string
  /** The end of the time in which the server is away. */
  readonly returnX: number
  readonly capacityY: number
  /** When the last one was back; absent where some are not, or the play has not come so far. */
  readonly backX?: number
  /** How far a play has come; absent where all is shown. */
  readonly nowX?: number
  readonly xTicks: readonly { readonly at: number; readonly value: number }[]
  readonly yTicks: readonly { readonly at: number; readonly value: number }[]
}

const MARGIN = { left: 40, right: 12, top: 44, bottom: 42 }

/** When the picture of a storm ends: a little after its last try. */
export function shownMs({ bins }: Storm): number {
  return Math.max(5000, Math.ceil((bins.length * STORM_BIN_MS * 1.02) / 1000) * 1000)
}

/** Lays out what had happened by `untilMs`; the axes are those of the whole storm all along. */
export function layOutStorm(storm: Storm, untilMs: number, width: number, height: number): StormLayout {
  const { left } = MARGIN
  const right = width - MARGIN.right
  const base = height - MARGIN.bottom
  const endMs = shownMs(storm)
  const perTenth = (storm.settings.capacityPerSecond * STORM_BIN_MS) / 1000
  const yStep = stepFor(Math.max(storm.peak, perTenth * 2), 5)
  const most = Math.ceil(Math.max(storm.peak, perTenth * 2) / yStep) * yStep
  const x = (ms: number): number => round(left + ((right - left) * Math.min(ms, endMs)) / endMs)
  const y = (count: number): number => round(base - ((base - MARGIN.top) * count) / most)
  const bins = storm.bins.filter((bin) => bin.fromMs < untilMs && triesIn(bin) > 0)
  // A bar keeps a pixel, so that a lone wave of a long storm is seen.
  const barWidth = round(Math.max(1.2, ((right - left) * STORM_BIN_MS) / endMs - 0.5))
  const bars = (from: (bin: StormBin) => number, to: (bin: StormBin) => number): string =>
    bins
      .filter((bin) => to(bin) > from(bin))
      .map((bin) => `M${x(bin.fromMs)} ${y(from(bin))}V${y(to(bin))}h${barWidth}V${y(from(bin))}Z`)
      .join('')
  const xStep = stepFor(endMs / 1000, Math.max(3, Math.floor((right - left) / 70)))
  const isOver = untilMs >= endMs
  return {
    width,
    height,
    left,
    right,
    top: MARGIN.top,
    base,
    accepted: bars(
      () => 0,
      ({ accepted }) => accepted,
    ),
    refused: bars(({ accepted }) => accepted, triesIn),
    unanswered: bars(
      () => 0,
      ({ unanswered }) => unanswered,
    ),
    returnX: x(storm.settings.downMs),
    capacityY: y(perTenth),
    ...(storm.back.kind === 'all' && untilMs >= storm.back.atMs ? { backX: x(storm.back.atMs) } : {}),
    ...(isOver ? {} : { nowX: x(untilMs) }),
    xTicks: ticks(endMs / 1000, xStep).map((value) => ({ value, at: x(value * 1000) })),
    yTicks: ticks(most, yStep).map((value) => ({ value, at: y(value) })),
  }
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
