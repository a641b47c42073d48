/**
 * Sends the unit on show, as the reader changed it: written by the server to the reader's own browser, or played to the server
 * by a raw client; and tells what the other end did, from the trace of the reader's own lab.
 */
import { useState } from 'preact/hooks'
import type { BenchWords } from '../../i18n/bench-words.ts'
import type { WorkbenchWords } from '../../i18n/workbench-words.ts'
import type { Selection } from '../../lab/bench-model.ts'
import { sendOwnStream } from '../../lab/own-stream.ts'
import { handshakeHead, sendToBrowser, sendToServer, type Sent } from '../../lab/send-bytes.ts'
import type { Unit } from '../../wire/field.ts'
import type { Conversation } from '../../wire/trace/views.ts'
import { afterPlaying, afterStreaming, afterWriting, type Told } from './what-came-back.ts'
import { bytesToSend, headForLab } from './unit-on-wire.ts'
import { isHeartbeatFrame, type UnitRow } from './unit-rows.ts'
import type { OwnLab } from './use-own-lab.ts'

interface Props {
  readonly row: UnitRow
  readonly unit: Unit
  /** As it was before the reader changed anything. */
  readonly before: Conversation
  readonly own: OwnLab
  readonly words: WorkbenchWords
  readonly benchWords: BenchWords
  readonly onShow: (at: Selection | undefined) => void
}

type Target = 'browser' | 'server' | 'stream'

interface Sending {
  readonly target: Target
  readonly lab: string
  /** Where the trace stood. */
  readonly from: number
  /** The name of the EventSource that reads a stream. */
  readonly run: string
  /** What a raw client began with: nobody else's request is that. */
  readonly head: Uint8Array
  /** So that its pong is an answer, and no heartbeat. */
  readonly sentPing: boolean
}

/** What `POST /labs/:id/faults` and `/client` take of one sending. */
const MOST_BYTES = 48 * 1024

export function SendPanel({ row, unit, before, own, words, benchWords, onShow }: Props) {
  const { model } = own
  const [sending, setSending] = useState<Sending | undefined>(undefined)
  const [busy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState('')
  void model.version.value
  const complaint = model.complaint.value

  const targets = targetsOf(row, unit)
  const bytes = bytesOf(row, unit, before)
  const isTooLong = bytes !== undefined && bytes.length > MOST_BYTES
  const send = async (target: Target): Promise<void> => {
    if (bytes === undefined || busy) return
    setBusy(true)
    setTrouble('')
    try {
      const run = `inspector ${Date.now().toString(36)}`
      const sent = await sendTo(target, bytes, unit, own, run)
      if (sent.ok)
        setSending({
          target,
          lab: model.header.peek().lab,
          from: sent.from,
          head: sent.head,
          run,
          sentPing: isHeartbeatFrame(unit),
        })
      else setTrouble(words.send.trouble[sent.because])
    } finally {
      setBusy(false)
    }
  }
  const isThisLab = sending !== undefined && sending.lab === model.header.value.lab
  const told = isThisLab ? toldOf(sending, own, benchWords) : []
  return (
    <section class="send" aria-label={words.send.title}>
      <div class="pane-head">
        <h3>{words.send.title}</h3>
      </div>
      {targets.length === 0 ? <p class="workbench-quiet">{words.send.notThis}</p> : null}
      {isTooLong ? <p class="workbench-quiet">{words.send.tooLong(MOST_BYTES)}</p> : null}
      <div class="send-buttons">
        {targets.map((target) => (
          <button
            key={target}
            type="button"
            class="quiet-button"
            disabled={busy || bytes === undefined || bytes.length === 0 || isTooLong}
            onClick={() => void send(target)}
          >
            {words.send.to[target]}
          </button>
        ))}
      </div>
      {targets.length === 0 ? null : <p class="workbench-quiet">{words.send.how}</p>}
      <div class="send-told" role="status">
        {busy ? <p class="workbench-quiet">{words.send.busy}</p> : null}
        {trouble === '' ? null : <p class="unit-wrong">{trouble}</p>}
        {complaint === undefined ? null : (
          <p class="unit-wrong">{benchWords.bench.complaint(complaint.message)}</p>
        )}
        {told.length === 0 ? null : (
          <ol class="told">
            {told.map(({ key, who, text, atMs }) => (
              <li key={key} data-who={who}>
                <span class="told-at">{words.send.after(atMs)}</span>
                <span class="told-who" aria-hidden="true">
                  {who === 'server' ? '↓' : who === 'script' ? '·' : '↑'}
                </span>
                <span>{text}</span>
              </li>
            ))}
          </ol>
        )}
      </div>
      {!isThisLab ? null : (
        <button type="button" class="quiet-button" onClick={() => onShow(undefined)}>
          {words.send.show}
        </button>
      )}
    </section>
  )
}

/** Frames go either way, a request to the server, a block of an event stream to an EventSource. */
function targetsOf({ transport, exchange }: UnitRow, { kind }: Unit): readonly Target[] {
  if (kind === 'frame' || kind === 'message' || kind === 'payload') return ['browser', 'server']
  if (kind === 'event-block') return ['stream']
  const isLabs = transport !== 'http' && transport !== 'events' && exchange.method !== 'POST'
  return kind === 'request-head' && isLabs ? ['server'] : []
}

function bytesOf(row: UnitRow, unit: Unit, before: Conversation): Uint8Array | undefined {
  const side = row.exchange.sides[row.direction]
  if (unit.kind !== 'event-block') return bytesToSend(unit, side, before)
  // What was chunked around it is not the event stream's.
  const source = [side.source, ...side.derived].find(({ id }) => id === unit.source)
  return source?.bytes.subarray(unit.range.start, unit.range.end)
}

async function sendTo(
  target: Target,
  bytes: Uint8Array,
  unit: Unit,
  { model }: OwnLab,
  run: string,
): Promise<Sent> {
  switch (target) {
    case 'browser':
      return sendToBrowser(model, bytes)
    case 'server':
      return sendToServer(model, (lab) => {
        if (unit.kind !== 'request-head')
          return [handshakeHead(lab, location.host, crypto.getRandomValues(new Uint8Array(16))), bytes]
        const head = headForLab(bytes, lab)
        return head === undefined ? undefined : [head]
      })
    case 'stream': {
      if (model.state.peek().kind !== 'running') await model.start()
      if (model.state.peek().kind !== 'running') return { ok: false, because: 'not-running' }
      const from = model.events.length
      const source = await sendOwnStream(model, run, { bytes, pieces: 1, ends: true })
      return source === undefined ? { ok: false, because: 'refused' } : { ok: true, from, head: bytes }
    }
  }
}

function toldOf(
  { target, from, run, head, sentPing }: Sending,
  { model }: OwnLab,
  benchWords: BenchWords,
): readonly Told[] {
  if (target === 'server') return afterPlaying(model, head, benchWords)
  if (target === 'stream') return afterStreaming(model, from, run, benchWords)
  return afterWriting(model, from, benchWords, sentPing)
}
