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
}

export default zh
