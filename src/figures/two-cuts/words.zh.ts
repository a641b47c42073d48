import spanZh from '../../words/numbers.zh.ts'
import type { TwoCutsWords } from './words.en.ts'

const zh: TwoCutsWords = {
  title: '断了以后，页面看到了什么，过了多久',
  columns: { transport: '传输方式', notice: '页面看到的', late: '下一个事件' },
  cut: { reset: '重置：浏览器马上知道', stall: '卡住：谁也不知道' },
  notTried: '这次运行里没有试过',
  browserAskedAgain: (ms) => `什么也没看到：${spanZh(ms)}后，浏览器自己又请求了一次`,
  noneYet: '到现在什么也没有',
  after: (ms) => `${spanZh(ms)}后`,
  notYet: '还没到',
  key: { unaware: '断了，页面还不知道', noticed: '知道了' },
  late: (ms) => `晚${spanZh(ms)}`,
}

export default zh
