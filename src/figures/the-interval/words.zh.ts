import type { HistogramWords } from './words.en.ts'

const zh: HistogramWords = {
  title: '每个事件晚到多久',
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
  steps: {
    soonest: {
      title: '再早也要一个单程',
      text: (measured, predicted) =>
        `最早的一个用了${measured}。它正好发布在一次轮询之前，可响应还得走一趟：至少${predicted}。`,
    },
    even: {
      title: '往后，早晚的机会一样多',
      text: (period) =>
        `每${period}问一次。事件可能发生在两次之间的任何时刻，哪一刻都不更容易：所以预测的方框是平的。`,
    },
    latest: {
      title: '再晚，也就是一轮上下',
      text: (measured, predicted) =>
        `刚问完就发布的事件，要等下一次来问：按预测至多${predicted}，没有算上页面和服务器自己花的时间。实测最晚的一个用了${measured}。`,
    },
    mean: {
      title: '平均是半轮',
      text: (measured, predicted) =>
        `实测${measured}，预测${predicted}：两次轮询间隔的一半，加一个单程。间隔短些，就晚得少些，问得也更勤。`,
    },
    empty: {
      title: '问的代价',
      text: (empty, answers) =>
        `${answers}个响应里有${empty}个没带事件。每一次都是一个带首部的请求和一个带首部的响应，白跑一趟。`,
    },
  },
}

export default zh
