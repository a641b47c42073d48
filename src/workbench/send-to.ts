/** Sends bytes of the inspector for real, into the reader's own lab. Loaded when something is sent. */
import { running } from '../bench/model/until.ts'
import { sendStream } from '../bench/model/send-stream.ts'
import { handshakeHead, sendToBrowser, sendToServer, type Sent } from '../bench/model/send-bytes.ts'
import type { BenchModel } from '../bench/model/bench-model.ts'
import type { Unit } from '../wire/field/field.ts'
import { headForLab } from './unit-on-wire.ts'
import type { SendTarget } from './what-came-back.ts'

/** Resolves once they have left, with the moment from which on what follows can follow from them; or why they did not. */
export async function sendTo(
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
      if (!(await running(model))) return { ok: false, because: 'not-running' }
      const from = model.events.length
      const source = await sendStream(model, run, { bytes, pieces: 1, ends: true })
      return source === undefined ? { ok: false, because: 'refused' } : { ok: true, from, head: bytes }
    }
  }
}
