import type { WatchWords } from './words.en.ts'

const zh: WatchWords = {
  share: {
    label: '有人在旁观这次运行',
    opening: '正在生成链接……',
    failed: '没能生成链接，请稍后再试。',
    over: '运行已经结束，链接随之失效。',
    link: '打开这个链接的人会实时看到你的运行，但什么也改变不了：',
    copy: '复制链接',
    copied: '已复制。',
    notCopied: '浏览器不允许在这里复制：请选中链接后自行复制。',
    count: (watchers) => (watchers === 0 ? '还没有人旁观' : `${watchers}人正在旁观`),
    end: '结束链接',
    close: '关闭',
  },
  watch: {
    label: '你正在旁观别人的运行',
    joining: '正在加入……',
    live: '实时，晚一秒',
    paused: '已暂停',
    resting: '离开视野后已停止旁观',
    full: '已停止：运行记录达到了页面能保存的上限',
    gone: '连接断了 · 正在重试',
    over: '这个链接没有可旁观的内容：主人已经结束了它，或者它从来不存在。请索取新的链接。',
    refused: (message) => `服务器拒绝了：${message}`,
    explained:
      '线路上的字节由服务器给出；脚本做了什么（执行到哪一行、收到了什么）由主人的页面报告，图中“你的页面”指的就是那个页面。这里的任何操作都不影响这次运行。',
    goOn: '继续旁观',
  },
}

export default zh
