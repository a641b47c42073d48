/**
 * The code of every run, and which file it came from: the one place that imports `transports/*.ts`. The build
 * adds `sourceFile` to each of them (see `src/build/transport-marks.ts`); run without the build, there is none.
 */
import type { SourceFile } from '../wire/trace/trace.ts'
import type { RunName } from './run-names.ts'
import type { TransportFunction } from './transport.ts'
import * as fetchStream from './shown/fetch-stream.ts'
import * as iframeStream from './shown/iframe-stream.ts'
import * as longPoll from './shown/long-poll.ts'
import * as longPollNoCursor from './shown/long-poll-no-cursor.ts'
import * as shortPoll from './shown/short-poll.ts'
import * as shortPollConditional from './shown/short-poll-conditional.ts'
import * as sse from './shown/sse.ts'
import * as sseAndPost from './shown/sse-and-post.ts'
import * as ws from './shown/ws.ts'
import * as xhrLoop from './shown/xhr-loop.ts'
import * as xhrLoopNotes from './shown/xhr-loop-notes.ts'
import * as xhrLoopSent from './shown/xhr-loop-sent.ts'

export interface RunnableTransport {
  readonly run: TransportFunction
  readonly source: SourceFile
}

export const TRANSPORT_TABLE: Readonly<Record<RunName, RunnableTransport>> = {
  'short-poll': { run: shortPoll.shortPoll, source: sourceOf('short-poll', shortPoll) },
  'short-poll-conditional': {
    run: shortPollConditional.shortPollConditional,
    source: sourceOf('short-poll-conditional', shortPollConditional),
  },
  'long-poll': { run: longPoll.longPoll, source: sourceOf('long-poll', longPoll) },
  'long-poll-no-cursor': {
    run: longPollNoCursor.longPollNoCursor,
    source: sourceOf('long-poll-no-cursor', longPollNoCursor),
  },
  'xhr-loop': { run: xhrLoop.xhrLoop, source: sourceOf('xhr-loop', xhrLoop) },
  'xhr-loop-notes': { run: xhrLoopNotes.xhrLoopNotes, source: sourceOf('xhr-loop-notes', xhrLoopNotes) },
  'xhr-loop-sent': { run: xhrLoopSent.xhrLoopSent, source: sourceOf('xhr-loop-sent', xhrLoopSent) },
  'iframe-stream': { run: iframeStream.iframeStream, source: sourceOf('iframe-stream', iframeStream) },
  'fetch-stream': { run: fetchStream.fetchStream, source: sourceOf('fetch-stream', fetchStream) },
  sse: { run: sse.sse, source: sourceOf('sse', sse) },
  'sse-and-post': { run: sseAndPost.sseAndPost, source: sourceOf('sse-and-post', sseAndPost) },
  ws: { run: ws.ws, source: sourceOf('ws', ws) },
}

function sourceOf(name: RunName, module: object): SourceFile {
  const { sourceFile } = module as { readonly sourceFile?: SourceFile }
  return sourceFile ?? { file: `${name}.ts`, hash: 'unmarked' }
}
