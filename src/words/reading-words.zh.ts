import type { ReadingWords } from './reading-words.en.ts'

const zh: ReadingWords = {
  goals: (reached, all) => (reached === all ? `✓ ${all}个目标全部达成` : `已达成${reached}/${all}个目标`),
  guesses: (given, all) => `已猜${given}/${all}题`,
  minutes: (count) => `${count}分钟`,
  allMinutes: (count) => `通读一遍约${count}分钟，动手试一遍，还要这么久。`,
  goOnAt: '接着读',
  goOnWith: '接着读：',
  forget: '清除我的阅读记录',
  forgetSure: '清除这台设备上的全部猜测、目标和阅读位置？',
  forgetDo: '清除',
  forgotten: '已清除。',
}

export default zh
