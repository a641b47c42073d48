import type { Player } from '../../bench/model/score.ts'
import { sendStream } from '../../bench/model/send-stream.ts'
import type { StreamText } from './examples.ts'
import { streamBytes } from './stream-text.ts'

/** Has a stream sent as the editor does. */
export const player: Player<StreamText> =
  (model) =>
  ({ text, pieces, ends }) =>
    void sendStream(model, 'stream.1', { bytes: streamBytes(text), pieces, ends })
