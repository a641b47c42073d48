/**
 * One sending at a time into the reader's own lab: what is under way, what became of it, and the call that begins one. The panel
 * with the buttons and the ladder of what followed read the same.
 */
import { useState } from 'preact/hooks'
import type { Sent } from '../bench/model/send-bytes.ts'
import type { BenchModel } from '../bench/model/bench-model.ts'
import type { Unit } from '../wire/field/field.ts'
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
        const { sendTo } = await import('./send-to.ts')
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
