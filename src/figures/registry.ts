/**
 * The figures of the site: the one list of them, in the order in which captures are offered. Everything that needs all figures
 * (chapters, captures, corrections, checks) asks here; `lookup.ts` has the questions. docs/how-to/add-a-figure.md.
 */
import type { Figure } from '../bench/model/figure.ts'
import { race } from '../race/figure.ts'
import { matchAndTicker } from './match-and-ticker/figure.ts'
import { twoPolls } from './two-polls/figure.ts'
import { theLoop } from './the-loop/figure.ts'
import { theGap } from './the-gap/figure.ts'
import { theInterval } from './the-interval/figure.ts'
import { theBurst } from './the-burst/figure.ts'
import { notModified } from './not-modified/figure.ts'
import { foreverPage } from './forever-page/figure.ts'
import { breakingOut } from './breaking-out/figure.ts'
import { silentCut } from './silent-cut/figure.ts'
import { theCharset } from './the-charset/figure.ts'
import { fetchInstead } from './fetch-instead/figure.ts'
import { theBuffer } from './the-buffer/figure.ts'
import { firstFrames } from './first-frames/figure.ts'
import { twoCuts } from './two-cuts/figure.ts'
import { idleAndHeartbeat } from './idle-and-heartbeat/figure.ts'
import { crossOrigin } from './cross-origin/figure.ts'
import { websocketEndings } from './websocket-endings/figure.ts'
import { theDeflate } from './the-deflate/figure.ts'
import { threeEvents } from './three-events/figure.ts'
import { cutAndResume } from './cut-and-resume/figure.ts'
import { onceEach } from './once-each/figure.ts'
import { eventStreamEditor } from './event-stream-editor/figure.ts'
import { streamEnds } from './stream-ends/figure.ts'
import { seventhConnection } from './seventh-connection/figure.ts'
import { bothWays } from './both-ways/figure.ts'
import { aKilobyte } from './a-kilobyte/figure.ts'
import { bothCut } from './both-cut/figure.ts'
import { iframeGrowth } from './iframe-growth/figure.ts'
import { stateMachine } from './state-machine/figure.ts'
import { byteStack } from './byte-stack/figure.ts'
import { sendRaw } from './send-raw/figure.ts'
import { reconnectionStorm } from './reconnection-storm/figure.ts'
import { choose } from './choose/figure.ts'

export const FIGURES = [
  matchAndTicker,
  twoPolls,
  theLoop,
  theGap,
  theInterval,
  theBurst,
  notModified,
  foreverPage,
  breakingOut,
  silentCut,
  theCharset,
  fetchInstead,
  theBuffer,
  firstFrames,
  twoCuts,
  idleAndHeartbeat,
  crossOrigin,
  websocketEndings,
  theDeflate,
  threeEvents,
  cutAndResume,
  onceEach,
  eventStreamEditor,
  streamEnds,
  seventhConnection,
  bothWays,
  aKilobyte,
  bothCut,
  race,
  iframeGrowth,
  stateMachine,
  byteStack,
  sendRaw,
  reconnectionStorm,
  choose,
] as const satisfies readonly Figure[]
