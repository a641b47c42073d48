import spanEn from './numbers.en.ts'
import { orNone, type SettingWords } from './setting-words.ts'

const FEEDS = { match: 'football match', ticker: 'stock ticker', manual: 'only what you publish' }

const en: SettingWords = {
  feed: { label: 'feed', text: (feed) => FEEDS[feed] },
  eventsPerMinute: { label: 'events', text: (count) => `${count}/min` },
  pollIntervalMs: { label: 'poll every', text: spanEn },
  heartbeatMs: { label: 'heartbeat', text: spanEn },
  latencyMs: { label: 'latency', text: (ms) => `${spanEn(ms)} each way` },
  jitterMs: { label: 'jitter', text: (ms) => `up to ${spanEn(ms)}` },
  bytesPerSecond: {
    label: 'bandwidth',
    text: orNone('unlimited', (bytes) => (bytes >= 1000 ? `${bytes / 1000} kB/s` : `${bytes} B/s`)),
  },
  bufferBytes: { label: 'proxy buffer', text: orNone('none', (bytes) => `${bytes} B`) },
  idleTimeoutMs: { label: 'idle timeout', text: orNone('none', spanEn) },
}

export default en
