import spanZh from './numbers.zh.ts'
import { orNone, type SettingWords } from './setting-words.ts'

const FEEDS = { match: '足球比赛', ticker: '股票行情', manual: '只有你自己发布的' }

const zh: SettingWords = {
  feed: { label: '消息来源', text: (feed) => FEEDS[feed] },
  eventsPerMinute: { label: '事件', text: (count) => `每分钟${count}个` },
  pollIntervalMs: { label: '轮询间隔', text: spanZh },
  heartbeatMs: { label: '心跳间隔', text: spanZh },
  latencyMs: { label: '延迟', text: (ms) => `${spanZh(ms)}（单程）` },
  jitterMs: { label: '抖动', text: (ms) => `最多${spanZh(ms)}` },
  bytesPerSecond: {
    label: '带宽',
    text: orNone('不限', (bytes) => (bytes >= 1000 ? `${bytes / 1000}千字节/秒` : `${bytes}字节/秒`)),
  },
  bufferBytes: { label: '代理缓冲', text: orNone('无', (bytes) => `${bytes}字节`) },
  idleTimeoutMs: { label: '空闲超时', text: orNone('无', spanZh) },
}

export default zh
