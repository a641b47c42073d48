import spanZh from '../../words/numbers.zh.ts'
import type { LifelineWords } from './words.en.ts'

const zh: LifelineWords = {
  title: '安静的连接能活多久',
  columns: { transport: '传输方式', time: '这次运行', drops: '被丢弃' },
  conditions: (heartbeatMs, idleTimeoutMs) =>
    `心跳${spanZh(heartbeatMs)}一次，空闲超时${spanZh(idleTimeoutMs)}`,
  noTimeout: (heartbeatMs) => `心跳${spanZh(heartbeatMs)}一次，没有空闲超时`,
  yours: '你现在的运行',
  dropped: (times) => `${times}次`,
  neverDropped: '从未',
  told1006: (times) => `${times}次1006`,
  beats: (count) => `${count}次心跳`,
  key: { lives: '连着', beat: '心跳', death: '在路上被丢弃' },
}

export default zh
