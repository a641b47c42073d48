import type { SiteWords } from './site-words.en.ts'

const zh: SiteWords = {
  siteTitle: '看得见的服务器推送',
  skipToText: '跳到正文',
  chapters: '章节',
  search: '搜索',
  race: '赛跑',
  inspector: '逐帧看',
  onThisPage: '本页内容',
  chapterEnds: '上一页与下一页',
  previous: '上一页',
  next: '下一页',
  otherPages: '本章其余几页',
  otherPlaces: '那一页的图、订正和术语',
  theme: '配色',
  themeNames: { light: '浅色', dark: '深色', system: '跟随系统' },
  footer:
    '按下“开始”后，服务器会为你单独开一间实验室，把你的浏览器在其中收发的字节记下来，好让页面放给你看。记录只在内存里，不写磁盘；你离开一分钟后，它和实验室一起消失。Cookie之类的敏感值在记录之前就已换成星号。这里没有账号，也不统计访问。',
  footerClock: '猜过的答案、达成的目标、读到的地方和选定的配色由你自己的浏览器记着，不会发给任何人。',
  notFoundTitle: '404：这个地址上什么也没有',
  notFoundText:
    '服务器找过了，这里没有页面。这同样是一个完整的响应：一行状态、几行首部，外加你正在读的内容。如果是本站的链接把你带到这里，那是链接写错了。',
  notFoundHome: '回到首页',
  correctionLabel: '订正',
  correctionSaid: '常见的说法',
  correctionIs: '实际上',
  correctionAnchor: (id) => `订正${id}的链接`,
  correctionListed: (id) => `在订正列表中查看${id}`,
  correctionRun: '看它运行',
  corrections: '订正',
  glossary: '术语表',
  reference: '备查',
  glossaryAlso: '也叫：',
  glossaryComma: '、',
  glossaryFirst: (chapter) => `初见于第${chapter}章`,
  glossaryLetters: '按字母查',
  noteLabel: '旁注',
  capture: {
    title: (figure) => `录好的运行：${figure}`,
    description: (figure) =>
      `录好的运行“${figure}”：线路上的每一个字节，逐个字段附一句说明，还有当时运行的源码。`,
    lead: '按“开始”之前，图里看到的就是这一次：当时运行的代码，线路上走过的每一个字节，不用脚本也能读。',
    file: '这次运行的文件',
    sources: '当时运行的代码',
    bytes: '线路上走过的，逐个字段看',
  },
  sourceLabel: (file) => `${file}的源码`,
  sourceLines: (from, to) => (from === to ? `第${from}行` : `第${from}–${to}行`),
  headLabel: (direction) => (direction === 'client-to-server' ? '请求首部' : '响应首部'),
  fromCapture: (title) => `录自“${title}”这张图`,
}

export default zh
