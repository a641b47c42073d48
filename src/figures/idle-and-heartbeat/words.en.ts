import type { Words } from '../../words/languages.ts'
import spanEn from '../../words/numbers.en.ts'

const en = {
  /** On an axis, behind its first number. */
  seconds: 's',
  title: 'How long a quiet connection lives',
  columns: { transport: 'Transport', time: 'The run', drops: 'Dropped' },
  conditions: (heartbeatMs: number, idleTimeoutMs: number) =>
    `Heartbeat after ${spanEn(heartbeatMs)}, idle timeout ${spanEn(idleTimeoutMs)}`,
  noTimeout: (heartbeatMs: number) => `Heartbeat after ${spanEn(heartbeatMs)}, no idle timeout`,
  yours: 'yours, now',
  dropped: (times: number) => (times === 1 ? 'once' : `${times} times`),
  neverDropped: 'never',
  told1006: (times: number) => `told 1006 ${times === 1 ? 'once' : `${times} times`}`,
  beats: (count: number) => (count === 1 ? '1 heartbeat' : `${count} heartbeats`),
  key: { lives: 'connected', beat: 'heartbeat', death: 'dropped on the way' },
}

export type LifelineWords = Words<typeof en>

export default en
