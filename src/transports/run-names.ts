/**
 * The runs a page can start: each is one file in `transports/`, named so. Apart from the table that
 * imports those files, so that the build can read scenes without loading browser code.
 */
import type { Transport } from '../wire/trace/transports.ts'

/** Each run and the transport of the labs that it speaks to. */
export const RUN_TRANSPORTS = {
  'short-poll': 'short-poll',
  'short-poll-conditional': 'short-poll',
  'long-poll': 'long-poll',
  'long-poll-no-cursor': 'long-poll',
  'xhr-loop': 'long-poll',
  'xhr-loop-notes': 'long-poll',
  'xhr-loop-sent': 'long-poll',
  'iframe-stream': 'iframe-stream',
  'fetch-stream': 'sse',
  sse: 'sse',
  'sse-and-post': 'sse',
  ws: 'ws',
} as const satisfies Record<string, Transport>

export type RunName = keyof typeof RUN_TRANSPORTS

export const RUN_NAMES = Object.keys(RUN_TRANSPORTS) as readonly RunName[]

/** Whether a lane's run is one this page has the code of. */
export function isRunName(name: string): name is RunName {
  return Object.hasOwn(RUN_TRANSPORTS, name)
}
