import type { BreakingOutWords } from './words.en.ts'

const zh: BreakingOutWords = {
  title: '发布时的样子，线路上的样子',
  published: '发布的',
  crossed: '线路上的',
  unescaped: '若不转义',
  byUs: '由本站拆解字节的程序查出',
  byBrowser: '由你浏览器自己的HTML解析器查出，里面什么都不会运行',
  whole: '还是一个完整的脚本。',
  crossing: (isWhole, delivered) =>
    `${isWhole ? '一个完整的脚本，' : ''}${delivered ? '页面已收到' : '页面还没收到'}`,
  notYet: '还没到',
  endsEarly: '脚本到这里就结束：',
  becomesHtml: '后面这些成了页面里的HTML：',
  swallows: '结束标签失效，后面的脚本全被当成它的文字吞掉。',
  lineSeparator: '旧的JavaScript会把它断成两行，而字符串不能跨行。',
  prototype: '它会去设置对象的原型，而不是成为一个键。',
  harmless: '平安无事，里面没有要转义的东西。',
  try: '用你自己的数据试试',
  text: '留言的文字',
  publish: '发布',
  examples: '或者从这里挑一个：',
  example: {
    'end-tag': '结束标签',
    comment: '注释加开始标签',
    'line-separator': 'U+2028',
    prototype: '__proto__',
  },
  needsRun: '先在上面的图里按“开始”，然后就能发布。',
}

export default zh
