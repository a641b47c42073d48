/**
 * One sending at a time into the reader's own lab: what is under way, what became of it, and the call that begins one. The panel
 * with the buttons and the ladder of what followed read the same.
 */
import { useState } from 'preact/hooks'
import { sendStream } from '../bench/model/send-stream.ts'
import { handshakeHead, sendToBrowser, sendToServer, type Sent } from '../bench/model/send-bytes.ts'
import type { BenchModel } from '../bench/model/bench-model.ts'
import type { Unit } from '../wire/field/field.ts'
import { headForLab } from './unit-on-wire.ts'
import { findNumber } from '../wire/trace/queries/fields.ts'
import { isHeartbeat } from './unit-rows.ts'
import type { Sending, SendTarget } from './what-came-back.ts'

export type SendTrouble = Extract<Sent, { readonly ok: false }>['because']

export interface SendState {
  readonly busy: boolean
  readonly trouble: SendTrouble | undefined
  /** The last one that went out, while its lab is the one on show. */
  readonly sending: Sending | undefined
  readonly send: (target: SendTarget, bytes: Uint8Array, unit: Unit) => Promise<void>
}

export function useSending(model: BenchModel): SendState {
  const [sending, setSending] = useState<Sending | undefined>(undefined)
  const [busy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState<SendTrouble | undefined>(undefined)
  const lab = model.header.value.lab
  return {
    busy,
    trouble,
    sending: sending?.lab === lab ? sending : undefined,
    async send(target, bytes, unit) {
      if (busy) return
      setBusy(true)
      setTrouble(undefined)
      try {
        const run = `inspector ${Date.now().toString(36)}`
        const sent = await sendTo(target, bytes, unit, model, run)
        if (!sent.ok) return setTrouble(sent.because)
        const { from, head } = sent
        const sentPing = isHeartbeat(findNumber(unit.fields, 'websocket.opcode'))
        setSending({ target, lab: model.header.peek().lab, from, head, run, sentPing })
      } finally {
        setBusy(false)
      }
    },
  }
}

async function sendTo(
  target: SendTarget,
  bytes: Uint8Array,
  unit: Unit,
  model: BenchModel,
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
      const source = await sendStream(model, run, { bytes, pieces: 1, ends: true })
      return source === undefined ? { ok: false, because: 'refused' } : { ok: true, from, head: bytes }
    }
  }
}
