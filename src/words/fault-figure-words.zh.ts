import type { FaultFigureWords } from './fault-figure-words.en.ts'
import spanZh from './numbers.zh.ts'

const zh: FaultFigureWords = {
  recorded: '录制的运行',
  live: '实时，你自己的',
  seconds: '秒',
  duration: spanZh,
  lives: {
    title: '安静的连接能活多久',
    columns: { transport: '传输方式', time: '这次运行', drops: '被丢弃' },
    conditions: (heartbeatMs, idleTimeoutMs) =>
      `心跳${spanZh(heartbeatMs)}一次，空闲超时${spanZh(idleTimeoutMs)}`,
    noTimeout: (heartbeatMs) => `心跳${spanZh(heartbeatMs)}一次，没有空闲超时`,
    yours: '现在，你自己的',
    dropped: (times) => `${times}次`,
    neverDropped: '从未',
    told1006: (times) => `${times}次1006`,
    beats: (count) => `${count}次心跳`,
    key: { lives: '连着', beat: '心跳', death: '在路上被丢弃' },
  },
  cuts: {
    title: '断了以后，页面看到了什么，过了多久',
    columns: { transport: '传输方式', notice: '页面看到的', late: '下一个事件' },
    cut: { reset: '重置：当场有人报信', stall: '卡住：没人报信' },
    notTried: '这次运行里没有试过',
    browserAskedAgain: (ms) => `什么也没看到：${spanZh(ms)}后，浏览器自己又请求了一次`,
    noneYet: '到现在什么也没有',
    after: (ms) => `${spanZh(ms)}后`,
    notYet: '还没到',
    key: { unaware: '断了，页面还不知道', noticed: '知道了' },
  },
  buffer: {
    title: '流里的五个事件',
    before: '路上什么也没有',
    after: (bytes) => `代理：攒够${bytes}`,
    event: '事件',
    eventName: (number) => `${number}`,
    late: (ms) => `晚${spanZh(ms)}`,
    held: '还攒着',
    noEvents: '这次运行里还没有事件',
    key: { published: '发布', reached: '到达页面' },
  },
}

export default zh
