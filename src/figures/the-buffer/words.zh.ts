import spanZh from '../../words/numbers.zh.ts'
import type { BufferWords } from './words.en.ts'

const zh: BufferWords = {
  title: '流里的五个事件',
  before: '路上没有代理',
  after: (bytes) => `代理：攒够${bytes}`,
  event: '事件',
  eventName: (number) => `${number}`,
  late: (ms) => `晚${spanZh(ms)}`,
  held: '还攒着',
  noEvents: '这次运行里还没有事件',
  key: { published: '发布', reached: '到达页面' },
}

export default zh
