/** Every word the small demos say (guess, goals, delay histogram), English and Chinese. Used by `src/chapters`. */
import type { Language } from './languages.ts'

export interface FigureWords {
  readonly guess: {
    /** The summary of the folded answer. */
    readonly reveal: string
    readonly right: string
    readonly wrong: (answer: string) => string
  }
  readonly goals: {
    readonly reached: string
    readonly open: string
    /** Said once, politely, when a goal is reached. */
    readonly announce: (goal: string) => string
    readonly progress: (reached: number, all: number) => string
    readonly reset: string
  }
  readonly histogram: {
    readonly title: string
    readonly recorded: string
    readonly live: string
    readonly waiting: string
    readonly delayAxis: string
    readonly countAxis: string
    readonly predicted: string
    /** Milliseconds as seconds with two decimals and the unit. */
    readonly seconds: (ms: number) => string
    readonly samples: (count: number) => string
    readonly measuredMean: string
    readonly predictedMean: string
    readonly emptyShare: string
    readonly predictedEmptyShare: string
    readonly unknownRate: string
    readonly conditions: (intervalMs: number, latencyMs: number) => string
    readonly network: (ms: number) => string
    readonly outside: (count: number) => string
    readonly asTable: string
    readonly from: string
    readonly measuredCount: string
    readonly predictedCount: string
    readonly none: string
  }
}

export const FIGURE_WORDS: Readonly<Record<Language, FigureWords>> = {
  en: {
    guess: {
      reveal: 'What happens',
      right: 'You guessed right.',
      wrong: (answer) => `You guessed otherwise; the answer is: ${answer}`,
    },
    goals: {
      reached: 'reached',
      open: 'not yet reached',
      announce: (goal) => `Goal reached: ${goal}`,
      progress: (reached, all) => `${reached} of ${all} reached`,
      reset: 'Start the goals over',
    },
    histogram: {
      title: 'How late each event was',
      recorded: 'recorded run',
      live: 'live, yours',
      waiting: 'Waiting for the first event of this run',
      delayAxis: 'from published to delivered, seconds',
      countAxis: 'events',
      predicted: 'predicted',
      seconds: (ms) => `${(ms / 1000).toFixed(2)} s`,
      samples: (count) => (count === 1 ? '1 event' : `${count} events`),
      measuredMean: 'measured mean',
      predictedMean: 'predicted mean',
      emptyShare: 'answers without an event',
      predictedEmptyShare: 'predicted share',
      unknownRate: 'not known for this feed',
      conditions: (intervalMs, latencyMs) =>
        `wait ${intervalMs} ms between polls, ${latencyMs} ms added each way`,
      network: (ms) => `about ${ms} ms each way by the network itself`,
      outside: (count) => `${count} later than the axis shows`,
      asTable: 'The same as a table',
      from: 'delay, seconds',
      measuredCount: 'events measured',
      predictedCount: 'events predicted',
      none: 'none yet',
    },
  },
  zh: {
    guess: {
      reveal: '看看实际怎样',
      right: '猜对了。',
      wrong: (answer) => `和你猜的不一样，答案是：${answer}`,
    },
    goals: {
      reached: '已达成',
      open: '尚未达成',
      announce: (goal) => `目标达成：${goal}`,
      progress: (reached, all) => `${all}个目标，已达成${reached}个`,
      reset: '清空记录，重新开始',
    },
    histogram: {
      title: '每个事件晚到多久',
      recorded: '录制的运行',
      live: '实时，你自己的',
      waiting: '正在等这次运行的第一个事件',
      delayAxis: '从发布到送达，秒',
      countAxis: '事件数',
      predicted: '预测',
      seconds: (ms) => `${(ms / 1000).toFixed(2)}秒`,
      samples: (count) => `${count}个事件`,
      measuredMean: '实测平均值',
      predictedMean: '预测平均值',
      emptyShare: '没有带来事件的响应',
      predictedEmptyShare: '预测比例',
      unknownRate: '这路消息的频率未知',
      conditions: (intervalMs, latencyMs) => `两次轮询之间等${intervalMs}毫秒，每个方向加${latencyMs}毫秒`,
      network: (ms) => `网络本身，单程约${ms}毫秒`,
      outside: (count) => `另有${count}个比坐标轴能画出的还晚`,
      asTable: '用表格看',
      from: '延迟，秒',
      measuredCount: '实测事件数',
      predictedCount: '预测事件数',
      none: '还没有',
    },
  },
}
