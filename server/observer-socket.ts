/**
 * An open WebSocket on which a lab's wire is watched: kept alive or let go of, and joined to the wiretap's observer, which
 * knows no socket. The lab's own observers read its log; those who watch by its link the one without its id.
 */
import type { Duplex } from 'node:stream'
import { WebSocket, type RawData } from 'ws'
import { WATCH_ENDED, WATCHER_SPOKE } from '../src/contract/watch.ts'
import { whenKnown } from './awaitable.ts'
import type { Clock } from './clock.ts'
import { isRefusal } from './errors.ts'
import type { Report } from './http/answer.ts'
import type { LabContext, LabContexts } from './lab-contexts.ts'
import type { Entered, Lab } from './lab/lab.ts'
import { failSocket, guarded } from './transports/own-mistake.ts'
import type { PingRounds } from './transports/pings.ts'
import { watchMessages } from './transports/message-watch.ts'
import { Observer, type ObserverSink, type OwnersPart } from './wiretap/observer.ts'

/** Who observes a lab, and what is shared by all who do. */
export interface Joining {
  readonly context: LabContext
  /** The key of its link, where that is what it came by. */
  readonly key: string | undefined
  readonly entered: Entered
  readonly contexts: LabContexts
  readonly clock: Clock
  readonly rounds: PingRounds
  readonly report: Report
}

/** Joins one with whom hands have been shaken. */
export function joinObserver(webSocket: WebSocket, socket: Duplex, joining: Joining): void {
  const { context, key, entered, contexts, clock, rounds, report } = joining
  const { lab } = context
  let observer: Observer | undefined

  webSocket.on('error', () => webSocket.terminate())
  webSocket.on('close', () => entered.leave())
  rounds.add(webSocket, socket)
  const stopListening = [
    lab.onChange((change) => {
      if (change === 'ended') webSocket.close(key === undefined ? 1001 : WATCH_ENDED, 'The lab has ended')
    }),
    key === undefined ? tellsOfWatchers(lab, () => observer) : closesWithWatch(lab, key, webSocket),
  ]
  const receive = guarded(report, (data: RawData, isBinary: boolean) => {
    // A watcher keeps no lab alive.
    if (key === undefined) lab.touch()
    if (isBinary) webSocket.close(1003, 'An observer sends text messages')
    // With ws's own `binaryType` a message is one Buffer.
    else if (Buffer.isBuffer(data)) observer?.receive(data.toString('utf8'))
  })
  webSocket.on('message', (data, isBinary) => {
    if (webSocket.readyState === WebSocket.OPEN) receive.call(webSocket, data, isBinary)
  })
  answerPings(webSocket)
  watchMessages(webSocket, socket, { clock, account: lab.budget.account('messages') })
  webSocket.on('close', () => {
    for (const stop of stopListening) stop()
    observer?.end()
  })
  // Past and live are one log: it must have what other instances know before it is read.
  webSocket.pause()
  const begin = guarded(report, function (this: WebSocket, watched: { leave(): void }) {
    if (this.readyState === WebSocket.CLOSED) return watched.leave()
    this.on('close', () => watched.leave())
    observer = key === undefined ? ownObserver(this, socket, joining) : watcher(this, socket, joining)
    if (key === undefined && lab.watch.count > 0) observer.watchers(lab.watch.count)
    this.resume()
  })
  void whenKnown(contexts.taps.watch(lab.id), (watched) => begin.call(webSocket, watched))
}

function ownObserver(webSocket: WebSocket, socket: Duplex, { context, clock, report }: Joining): Observer {
  const { lab, tapped, watched } = context
  const owner: OwnersPart = {
    lab: lab.id,
    report: (marks) => watched.report(marks),
    publish: (type, data) =>
      whenKnown(lab.publish({ type, data }), (kept) =>
        isRefusal(kept) ? { ok: false, code: kept.refused, message: kept.message } : { ok: true },
      ),
  }
  const account = lab.budget.account('observers')
  const sink = sinkTo(webSocket, socket, report)
  return new Observer({ recorder: tapped.recorder, clock, account, sink, owner })
}

function watcher(webSocket: WebSocket, socket: Duplex, { context, clock, report }: Joining): Observer {
  const watched = context.watched.join()
  webSocket.on('close', () => watched.leave())
  const account = context.lab.budget.account('observers')
  const sink = Object.assign(sinkTo(webSocket, socket, report), {
    // Past ws, in order all the same: without compression it writes at once whatever it is given.
    record(number: number): void {
      if (webSocket.readyState === WebSocket.OPEN) socket.write(watched.frameOf(number))
    },
    spoke: () => webSocket.close(WATCHER_SPOKE, 'Who watches may send sync and nothing else'),
  })
  return new Observer({ recorder: watched.recorder, clock, account, sink })
}

function sinkTo(webSocket: WebSocket, socket: Duplex, report: Report): ObserverSink {
  return {
    send: (text) => webSocket.send(text),
    get backlogBytes() {
      return webSocket.bufferedAmount
    },
    cork: () => socket.cork(),
    uncork: () => socket.uncork(),
    giveUp: () => webSocket.close(1013, 'Too slow; open it again'),
    failed: (mistake) => failSocket(webSocket, mistake, report),
  }
}

function tellsOfWatchers(lab: Lab, observer: () => Observer | undefined): () => void {
  let { count } = lab.watch
  return lab.watch.onChange(() => {
    if (lab.watch.count === count) return
    count = lab.watch.count
    observer()?.watchers(count)
  })
}

function closesWithWatch(lab: Lab, key: string, webSocket: WebSocket): () => void {
  return lab.watch.onChange(() => {
    if (lab.watch.key !== key) webSocket.close(WATCH_ENDED, 'Its owner has ended the watch')
  })
}

/** Answers pings, while a pong waits only the latest of those that came since (RFC 6455 5.5.3). */
function answerPings(webSocket: WebSocket): void {
  let isSending = false
  let latest: Buffer | undefined
  function pong(data: Buffer): void {
    isSending = true
    webSocket.pong(data, false, () => {
      isSending = false
      const next = latest
      latest = undefined
      if (next !== undefined) pong(next)
    })
  }
  webSocket.on('ping', (data) => {
    if (isSending) latest = Buffer.from(data)
    else pong(data)
  })
}
