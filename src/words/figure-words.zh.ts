import type { FigureWords } from './figure-words.en.ts'

const zh: FigureWords = {
  guess: {
    reveal: '看看实际怎样',
    give: '就猜这个',
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
}

export default zh
