/**
 * Answers one request: refuses what nobody should answer, answers polls and streams itself, the shortest way, and leaves the rest to
 * the app.
 */
import { getRequestListener } from '@hono/node-server'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Admission } from './admission.ts'
import type { createApp } from './app.ts'
import { whenKnown, type Awaitable } from './awaitable.ts'
import { errorBody, isRefusal, refuse, restarting } from './errors.ts'
import { answerOwnMistake, answerRefusal, JSON_TYPE, type Report } from './http/answer.ts'
import { API_SECURITY_HEADERS } from './http/headers.ts'
import { brokenHead, hasFaultyFraming } from './http/request-head.ts'
import { inOriginForm, labTarget, type LabTarget } from './http/target.ts'
import { boundUnreadBody } from './http/unread-body.ts'
import type { LabContext, LabContexts } from './lab-contexts.ts'
import { isTransport } from './transports/table.ts'
import type { Asked } from './transports/transport.ts'

/** `expects`: what the request waits for before it sends its content, a 100 or something else (RFC 9110 10.1.1). */
export type Serve = (
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  expects?: 'go-ahead' | 'more',
) => void

interface Parts {
  readonly app: ReturnType<typeof createApp>
  readonly contexts: LabContexts
  readonly admission: Admission
  /** Stands in an address that a request does not name. */
  readonly hostname: string
  readonly isDraining: () => boolean
  readonly report: Report
}

const UNKNOWN_EXPECTATION = refuse('expectation-failed', 'Leave Expect out, or expect 100-continue.')
const CONTENT_IN_GET = refuse('bad-request', 'Ask without content; a GET here has none.')
const NO_ADDRESS = refuse('bad-request', 'Send a Host and a target that make an address together.')
const NO_ADDRESS_HEADERS: readonly [string, string][] = pairs([
  'Content-Type',
  JSON_TYPE,
  'Connection',
  'close',
  ...API_SECURITY_HEADERS,
])

/** Gives what answers requests of one server; its own mistakes are told to `report` and answered with 500. */
export function createServe({ app, contexts, admission, hostname, isDraining, report }: Parts): Serve {
  const serveApp = getRequestListener(app.fetch, {
    hostname,
    // Both would change this process for everyone in it, for a gain on paths that are not hot here.
    overrideGlobalObjects: false,
    autoCleanupIncoming: false,
    // Only a target or a Host that makes no URL comes here; the app answers its own errors.
    errorHandler: () =>
      new Response(errorBody(NO_ADDRESS), { status: 400, headers: [...NO_ADDRESS_HEADERS] }),
  })

  /** Connections that are closed after the answer that is due, and from which no other request is served. */
  const lastAnswered = new WeakSet<object>()

  /** The shortest way for what is asked most: polls never pass through the app. */
  function serveTransport(incoming: IncomingMessage, outgoing: ServerResponse): boolean {
    if (incoming.method !== 'GET' && incoming.method !== 'HEAD') return false
    const target = labTarget(incoming.url ?? '')
    if (target === undefined || !isTransport(target.call)) return false
    const asked = { incoming, outgoing, query: target.query }
    whenAsked(asked, contexts.reach(target.labId), (context) => {
      if (isRefusal(context)) answerRefusal(outgoing, context)
      else answerTransport(context, target, asked)
    })
    return true
  }

  /** Goes on with what the store was asked for; whoever left meanwhile is not waited on any more. */
  function whenAsked<T>({ incoming, outgoing }: Asked, result: Awaitable<T>, then: (known: T) => void): void {
    void whenKnown(result, (known) => {
      if (incoming.closed || outgoing.closed) return
      try {
        then(known)
      } catch (mistake) {
        answerOwnMistake(incoming, outgoing, mistake, report)
      }
    })
  }

  function answerTransport(
    { lab, transports, scripted }: LabContext,
    { call }: LabTarget,
    asked: Asked,
  ): void {
    lab.touch()
    if (hasContent(asked.incoming)) answerRefusal(asked.outgoing, CONTENT_IN_GET)
    else if (lab.downForMs > 0) answerRefusal(asked.outgoing, restarting(lab.downForMs))
    else if (!lab.inLine.hasAny || lab.isDraining) transports.get(call)?.answer(asked)
    else
      whenAsked(asked, lab.inLine.take(call), (inLine) => {
        if (inLine === undefined) transports.get(call)?.answer(asked)
        else if (isRefusal(inLine)) answerRefusal(asked.outgoing, inLine)
        else scripted.play(inLine, asked)
      })
  }

  return (incoming, outgoing, expects) => {
    // Whoever comes while we go down should come to another server next time.
    if (isDraining()) outgoing.shouldKeepAlive = false
    boundUnreadBody(incoming, outgoing)
    try {
      // Written behind a request that others may have read otherwise: perhaps nobody meant it as one.
      if (lastAnswered.has(incoming.socket)) return
      const broken = brokenHead(incoming)
      if (broken !== undefined || hasFaultyFraming(incoming)) {
        outgoing.shouldKeepAlive = false
        lastAnswered.add(incoming.socket)
      }
      const refused =
        broken ?? admission(incoming, incoming) ?? (expects === 'more' ? UNKNOWN_EXPECTATION : undefined)
      // Hono reads the absolute form otherwise than RFC 9112 3.2.2 has it: by its first letters.
      incoming.url = inOriginForm(incoming.url ?? '')
      if (refused === undefined && expects === 'go-ahead') outgoing.writeContinue()
      if (refused !== undefined) answerRefusal(outgoing, refused)
      else if (!serveTransport(incoming, outgoing)) void serveApp(incoming, outgoing)
    } catch (mistake) {
      answerOwnMistake(incoming, outgoing, mistake, report)
    }
  }
}

/**
 * Whether content follows a request's head. While a poll or a stream is held nobody would read it, and what waits unread in
 * chunks of one byte takes two hundred times its bytes (RFC 9110 9.3.1 allows to refuse it).
 */
function hasContent({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
}

function pairs(flat: readonly string[]): [string, string][] {
  return flat.flatMap((name, index) => (index % 2 === 0 ? [[name, flat[index + 1] ?? '']] : []))
}
