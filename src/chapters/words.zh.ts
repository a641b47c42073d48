import type { ProseWords } from './words.en.ts'

const zh: ProseWords = {
  guess: {
    reveal: '看看实际怎样',
    give: '就猜这个',
    choose: '先选一个答案。',
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
}

export default zh
