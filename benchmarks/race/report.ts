/** Turns the readings of a race into medians and the table of docs/benchmarks.md. */
import { median } from '../statistics.ts'
import type { Frames } from './measure.ts'

/** One round: the page before Start, in the last seconds before the memory was first looked at, and until the end. */
export interface RaceReading {
  readonly atRest: Frames
  readonly early: Frames
  readonly late: Frames
  readonly earlyMegabytes: number
  readonly lateMegabytes: number
  /** Events that reached the page by one transport in all, to see that the load was what it should be. */
  readonly delivered: number
}

export interface RaceLoad {
  readonly eventsPerMinute: number
  /** After Start, in seconds. */
  readonly earlyAtSeconds: number
  readonly lateAtSeconds: number
}

export interface RaceResults {
  readonly load: RaceLoad
  readonly rounds: number
  readonly reading: RaceReading
}

/** The medians of several rounds, number by number. */
export function medianReading(readings: readonly RaceReading[]): RaceReading {
  const middle = (of: (reading: RaceReading) => number): number => median(readings.map(of))
  const frames = (of: (reading: RaceReading) => Frames): Frames => ({
    perSecond: middle((reading) => of(reading).perSecond),
    p50Ms: middle((reading) => of(reading).p50Ms),
    p99Ms: middle((reading) => of(reading).p99Ms),
    longestMs: middle((reading) => of(reading).longestMs),
    missedShare: middle((reading) => of(reading).missedShare),
    scriptShare: middle((reading) => of(reading).scriptShare),
    busyShare: middle((reading) => of(reading).busyShare),
  })
  return {
    atRest: frames(({ atRest }) => atRest),
    early: frames(({ early }) => early),
    late: frames(({ late }) => late),
    earlyMegabytes: middle(({ earlyMegabytes }) => earlyMegabytes),
    lateMegabytes: middle(({ lateMegabytes }) => lateMegabytes),
    delivered: middle(({ delivered }) => delivered),
  }
}

/** A Markdown table: at rest, and running when it is young and when it is a minute old. */
export function tableOf({ earlyAtSeconds, lateAtSeconds }: RaceLoad, reading: RaceReading): string {
  const row = (label: string, frames: Frames, megabytes: number | undefined): string => {
    const { perSecond, p50Ms, p99Ms, longestMs, missedShare, scriptShare, busyShare } = frames
    const cells = [
      label,
      perSecond.toFixed(0),
      `${p50Ms.toFixed(1)} / ${p99Ms.toFixed(1)} / ${longestMs.toFixed(0)} ms`,
      `${(100 * missedShare).toFixed(1)} %`,
      `${(100 * scriptShare).toFixed(0)} % / ${(100 * busyShare).toFixed(0)} %`,
      megabytes === undefined ? '' : `${megabytes.toFixed(1)} MB`,
    ]
    return `| ${cells.join(' | ')} |`
  }
  return [
    '| the race page | frames a second | a frame: median / 99 % / longest | missed | script / thread busy | memory held |',
    '| --- | ---: | ---: | ---: | ---: | ---: |',
    row('before Start', reading.atRest, undefined),
    row(`running, up to ${earlyAtSeconds} s`, reading.early, reading.earlyMegabytes),
    row(`running, up to ${lateAtSeconds} s`, reading.late, reading.lateMegabytes),
  ].join('\n')
}
