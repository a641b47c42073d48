/**
 * Where everything in the delay histogram goes: bars, the predicted box, axes, the two means. Pure geometry in
 * CSS pixels, no DOM; `DelayHistogram.tsx` draws it and its table reads the same bins.
 */
import { stepFor, ticks, type DrawingBox } from '../../ui/axis.ts'
import { meanDelay, predictDelays, type DelaySample } from './facts.ts'

export interface Bin {
  readonly fromMs: number
  readonly toMs: number
  readonly count: number
  /** How many of the sample the prediction puts here; a fraction. */
  readonly expected: number
}

export interface Tick {
  readonly at: number
  readonly text: string
}

export interface HistogramLayout extends DrawingBox {
  readonly bins: readonly Bin[]
  /** Delays beyond the axis, counted and named, never dropped in silence. */
  readonly beyond: number
  readonly bars: readonly {
    readonly x: number
    readonly y: number
    readonly width: number
    readonly height: number
  }[]
  /** The predicted box: what the bars would look like with endless events. */
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
  readonly xTicks: readonly Tick[]
  readonly yTicks: readonly Tick[]
  readonly predictedMeanX: number
  readonly measuredMeanX?: number
}

const MARGIN = { left: 44, right: 14, top: 52, bottom: 44 }
const STEPS_MS = [10, 20, 50, 100, 200, 250, 500, 1000, 2000, 5000]
const MOST_BINS = 16

/** Lays a sample out in `width` by `height` pixels. The axis ends a little after the latest delay the prediction allows. */
export function layOutHistogram(sample: DelaySample, width: number, height: number): HistogramLayout {
  const { leastMs, greatestMs, periodMs, meanMs } = predictDelays(sample.conditions)
  const binMs = STEPS_MS.find((step) => (greatestMs * 1.1) / step <= MOST_BINS) ?? greatestMs / MOST_BINS
  const bins = fillBins(sample, Math.ceil((greatestMs * 1.1) / binMs), binMs)
  const axisMs = bins.length * binMs

  const left = MARGIN.left
  const right = width - MARGIN.right
  const base = height - MARGIN.bottom
  const x = (ms: number): number => left + ((right - left) * Math.min(ms, axisMs)) / axisMs

  // One event in one bin must not fill the picture: the scale begins at four.
  const perBin = (sample.delaysMs.length * binMs) / periodMs
  const top = Math.max(4, perBin, ...bins.map(({ count }) => count))
  const yStep = stepFor(top, 4)
  const yMax = Math.ceil(top / yStep) * yStep
  const y = (count: number): number => base - ((base - MARGIN.top) * count) / yMax

  const mean = meanDelay(sample)
  const xTickMs = tickStep(axisMs, (right - left) / 64)
  return {
    width,
    height,
    left,
    right,
    top: MARGIN.top,
    base,
    bins,
    beyond: sample.delaysMs.filter((delay) => delay >= axisMs).length,
    bars: bins.map(({ fromMs, toMs, count }) => ({
      x: x(fromMs) + 1,
      y: y(count),
      width: x(toMs) - x(fromMs) - 2,
      height: base - y(count),
    })),
    box: { x: x(leastMs), y: y(perBin), width: x(greatestMs) - x(leastMs), height: base - y(perBin) },
    xTicks: ticks(axisMs, xTickMs).map((ms) => ({ at: x(ms), text: secondsLabel(ms, xTickMs) })),
    yTicks: ticks(yMax, yStep).map((count) => ({ at: y(count), text: String(count) })),
    predictedMeanX: x(meanMs),
    ...(mean === undefined ? {} : { measuredMeanX: x(mean) }),
  }
}

function fillBins(sample: DelaySample, howMany: number, binMs: number): readonly Bin[] {
  const { leastMs, greatestMs, periodMs } = predictDelays(sample.conditions)
  return Array.from({ length: howMany }, (_, i) => {
    const fromMs = i * binMs
    const toMs = fromMs + binMs
    const overlapMs = Math.max(0, Math.min(toMs, greatestMs) - Math.max(fromMs, leastMs))
    return {
      fromMs,
      toMs,
      // A browser clock aligned to the server's can put a quick delivery a hair before its publication: the first bin takes it.
      count: sample.delaysMs.filter((delay) => delay < toMs && (delay >= fromMs || i === 0)).length,
      expected: periodMs > 0 ? (sample.delaysMs.length * overlapMs) / periodMs : 0,
    }
  })
}

function tickStep(axisMs: number, most: number): number {
  return STEPS_MS.find((step) => step >= 100 && axisMs / step <= Math.max(2, most)) ?? axisMs
}

/** Seconds with as many decimals as the step needs. */
export function secondsLabel(ms: number, stepMs: number): string {
  const decimals = stepMs % 1000 === 0 ? 0 : stepMs % 100 === 0 ? 1 : 2
  return (ms / 1000).toFixed(decimals)
}
