/** Words of the figure about data that tries to break out of its script. English and Simplified Chinese. */
import type { HostileName } from '../figures/breaking-out/hostile-data.ts'
import type { Language } from './languages.ts'

export interface BreakingOutWords {
  readonly title: string
  readonly recorded: string
  readonly live: string
  readonly published: string
  readonly crossed: string
  readonly unescaped: string
  readonly byUs: string
  readonly byBrowser: string
  readonly whole: string
  /** Whether an HTML parser finds one whole script in what crossed, and whether the page had it. */
  readonly crossing: (isWhole: boolean, delivered: boolean) => string
  readonly notYet: string
  readonly endsEarly: string
  readonly becomesHtml: string
  readonly swallows: string
  readonly lineSeparator: string
  readonly prototype: string
  readonly harmless: string
  readonly try: string
  readonly text: string
  readonly publish: string
  readonly examples: string
  readonly example: Readonly<Record<HostileName, string>>
  readonly needsRun: string
}

export const BREAKING_OUT_WORDS: Readonly<Record<Language, BreakingOutWords>> = {
  en: {
    title: 'As it was published, and as it crossed',
    recorded: 'recorded run',
    live: 'live, yours',
    published: 'Published',
    crossed: 'On the wire',
    unescaped: 'Unescaped, it would',
    byUs: 'found by our dissector',
    byBrowser: 'found by your browser’s HTML parser, which runs nothing of it',
    whole: 'stay one script.',
    crossing: (isWhole, delivered) =>
      `${isWhole ? 'one whole script, ' : ''}${delivered ? 'reached the page' : 'not in the page yet'}`,
    notYet: 'not there yet',
    endsEarly: 'end the script after',
    becomesHtml: 'and put into the page',
    swallows: 'not end with its end tag: the scripts that follow are swallowed as its text.',
    lineSeparator: 'be a line’s end to older JavaScript, where no string may go on.',
    prototype: 'set the object’s prototype, and be no key.',
    harmless: 'do no harm: there is nothing in it to escape.',
    try: 'Try data of your own',
    text: 'Text of a note',
    publish: 'Publish',
    examples: 'Or one of these',
    example: {
      'end-tag': 'an end tag',
      comment: 'a comment and a start tag',
      'line-separator': 'U+2028',
      prototype: '__proto__',
    },
    needsRun: 'Press Start on the figure above; then you can publish.',
  },
  zh: {
    title: '发布时的样子，和线路上的样子',
    recorded: '录制的运行',
    live: '实时，你自己的',
    published: '发布的',
    crossed: '线路上的',
    unescaped: '若不转义',
    byUs: '由我们的解析器查出',
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
    examples: '或者从这里挑一个',
    example: {
      'end-tag': '结束标签',
      comment: '注释加开始标签',
      'line-separator': 'U+2028',
      prototype: '__proto__',
    },
    needsRun: '先在上面的图里按“开始”，然后就能发布。',
  },
}
