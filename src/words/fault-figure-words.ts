/** Every word of the figures of faults (heartbeat against idle timeout, two cuts, a buffer before and after), English and Chinese. */
import { spanEn, spanZh } from './duration.ts'
import type { Language } from './languages.ts'

export interface FaultFigureWords {
  readonly recorded: string
  readonly live: string
  /** On an axis, behind its first number. */
  readonly seconds: string
  readonly duration: (ms: number) => string
  readonly lives: {
    readonly title: string
    readonly columns: { readonly transport: string; readonly time: string; readonly drops: string }
    readonly conditions: (heartbeatMs: number, idleTimeoutMs: number) => string
    readonly noTimeout: (heartbeatMs: number) => string
    readonly yours: string
    readonly dropped: (times: number) => string
    readonly neverDropped: string
    readonly told1006: (times: number) => string
    readonly beats: (count: number) => string
    readonly key: { readonly lives: string; readonly beat: string; readonly death: string }
  }
  readonly cuts: {
    readonly title: string
    readonly columns: { readonly transport: string; readonly notice: string; readonly late: string }
    readonly cut: { readonly reset: string; readonly stall: string }
    readonly notTried: string
    readonly browserAskedAgain: (ms: number) => string
    readonly noneYet: string
    readonly after: (ms: number) => string
    readonly notYet: string
    readonly key: { readonly unaware: string; readonly noticed: string }
  }
  readonly buffer: {
    readonly title: string
    readonly before: string
    readonly after: (bytes: string) => string
    readonly event: string
    readonly eventName: (number: number) => string
    readonly late: (ms: number) => string
    readonly held: string
    readonly noEvents: string
    readonly key: { readonly published: string; readonly reached: string }
  }
}

export const FAULT_FIGURE_WORDS: Readonly<Record<Language, FaultFigureWords>> = {
  en: {
    recorded: 'recorded run',
    live: 'live, yours',
    seconds: 's',
    duration: spanEn,
    lives: {
      title: 'How long a quiet connection lives',
      columns: { transport: 'Transport', time: 'The run', drops: 'Dropped' },
      conditions: (heartbeatMs, idleTimeoutMs) =>
        `Heartbeat after ${spanEn(heartbeatMs)}, idle timeout ${spanEn(idleTimeoutMs)}`,
      noTimeout: (heartbeatMs) => `Heartbeat after ${spanEn(heartbeatMs)}, no idle timeout`,
      yours: 'yours, now',
      dropped: (times) => (times === 1 ? 'once' : `${times} times`),
      neverDropped: 'never',
      told1006: (times) => `told 1006 ${times === 1 ? 'once' : `${times} times`}`,
      beats: (count) => (count === 1 ? '1 heartbeat' : `${count} heartbeats`),
      key: { lives: 'connected', beat: 'heartbeat', death: 'dropped on the way' },
    },
    cuts: {
      title: 'What the page saw of the cut, and when',
      columns: { transport: 'Transport', notice: 'What the page saw', late: 'The next event came' },
      cut: { reset: 'Reset: told at once', stall: 'Stall: nobody is told' },
      notTried: 'not tried in this run',
      browserAskedAgain: (ms) => `nothing; its browser asked again by itself, ${spanEn(ms)} after`,
      noneYet: 'nothing so far',
      after: (ms) => `after ${spanEn(ms)}`,
      notYet: 'not yet',
      key: { unaware: 'cut, and the page does not know', noticed: 'it knows' },
    },
    buffer: {
      title: 'Five events through the stream',
      before: 'Nothing on the way',
      after: (bytes) => `A box that waits for ${bytes}`,
      event: 'Event',
      eventName: (number) => `${number}`,
      late: (ms) => `${spanEn(ms)} late`,
      held: 'held',
      noEvents: 'no event in this run so far',
      key: { published: 'published', reached: 'reached the page' },
    },
  },
  zh: {
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
  },
}
