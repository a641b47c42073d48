import type { ReadingWords } from './reading-words.en.ts'

const zh: ReadingWords = {
  stops: (read, all) => `已看${read}/${all}站`,
  goals: (reached, all) => `已达成${reached}/${all}个目标`,
  between: '，',
  goOnAtStop: '去下一站',
  guesses: (given, all) => `已猜${given}/${all}题`,
  minutes: (count) => `${count}分钟`,
  allMinutes: (count) => `通读一遍约${count}分钟，动手试一遍，还要这么久。`,
  goOnAt: '接着读',
  goOnWith: '接着读：',
  forget: '清除我的阅读记录',
  forgetSure: '清除这台设备上的全部看过的站、猜测、目标和阅读位置？',
  forgetDo: '清除',
  forgotten: '已清除。',
}

export default zh
