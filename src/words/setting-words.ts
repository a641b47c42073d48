/** What the settings that pages let be set are called, and how each of their values is said. A row that is missing does not compile. */
import type { ControlKey, ControlValue } from '../contract/settings.ts'
import { spanEn, spanZh } from './duration.ts'
import type { Language } from './languages.ts'

export type SettingWords = {
  readonly [Key in ControlKey]: {
    readonly label: string
    readonly text: (value: ControlValue<Key>) => string
  }
}

const FEEDS_EN = { match: 'football match', ticker: 'stock ticker', manual: 'only what you publish' }
const FEEDS_ZH = { match: '足球比赛', ticker: '股票行情', manual: '只有你自己发布的' }

/** A value with its unit, or the word for none. */
function orNone(none: string, text: (value: number) => string): (value: number) => string {
  return (value) => (value === 0 ? none : text(value))
}

const en: SettingWords = {
  feed: { label: 'feed', text: (feed) => FEEDS_EN[feed] },
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

const zh: SettingWords = {
  feed: { label: '消息来源', text: (feed) => FEEDS_ZH[feed] },
  eventsPerMinute: { label: '事件', text: (count) => `每分钟${count}个` },
  pollIntervalMs: { label: '轮询间隔', text: spanZh },
  heartbeatMs: { label: '心跳间隔', text: spanZh },
  latencyMs: { label: '延迟', text: (ms) => `${spanZh(ms)} 单程` },
  jitterMs: { label: '抖动', text: (ms) => `最多${spanZh(ms)}` },
  bytesPerSecond: {
    label: '带宽',
    text: orNone('不限', (bytes) => (bytes >= 1000 ? `${bytes / 1000}千字节/秒` : `${bytes}字节/秒`)),
  },
  bufferBytes: { label: '代理缓冲', text: orNone('无', (bytes) => `${bytes}字节`) },
  idleTimeoutMs: { label: '空闲超时', text: orNone('无', spanZh) },
}

export const SETTING_WORDS: Readonly<Record<Language, SettingWords>> = { en, zh }
