/** The Chinese words for the fields and problems of event streams and of streamed scripts. */
import { lengthOf, shortened, type StreamSentences } from './sentence.ts'

const bytes = (count: number): string => `${count}个字节`

const FIELD_NAMES: Readonly<Record<string, string>> = {
  data: 'data：把值接到数据缓冲区末尾，再加一个换行。',
  event: 'event：值就是正在拼装的这个事件的类型。不写就是message。',
  id: 'id：值成为最后一个事件ID，浏览器重连时会把它带回来。',
  retry: 'retry：浏览器断开后等多少毫秒再重连。',
}

export const ZH_STREAMS: StreamSentences = {
  labels: {
    'event-stream.byte-order-mark': '字节顺序标记',
    'event-stream.field-line': '事件流字段',
    'event-stream.field-name': '字段名',
    'event-stream.colon': '字段名后的冒号',
    'event-stream.space': '可选的空格',
    'event-stream.field-value': '字段值',
    'event-stream.comment-line': '注释行',
    'event-stream.comment': '注释',
    'event-stream.line-end': '行尾',
    'event-stream.blank-line': '空行',
    'event-stream.unfinished': '没收完的行',
    'html.markup': 'HTML标记',
    'html.script-start-tag': '脚本开始标签',
    'html.script-text': '脚本',
    'html.script-call': '调用',
    'html.script-call-end': '调用结束',
    'html.script-end-tag': '脚本结束标签',
    'html.unfinished': '没收完的HTML',
  },
  sentences: {
    'event-stream.byte-order-mark': () => '字节顺序标记ef bb bf。事件流的最开头可以有一个，读的时候略过。',
    'event-stream.field-line': (field, { text }) =>
      `事件流里的一个字段：${shortened(text(field).trimEnd())}。一行一行地读，读到空行之前什么也不交给脚本。`,
    'event-stream.field-name': (field) =>
      FIELD_NAMES[String(field.value)] ??
      `标准里没有叫${shortened(String(field.value))}的字段，这一行会被忽略。`,
    'event-stream.colon': () => '第一个冒号结束字段名，后面再有冒号就属于值了。',
    'event-stream.space': () => '冒号后面的一个空格，只为好看，会去掉。如果还有第二个，就属于值了。',
    'event-stream.field-value': (field, { text }) => `字段的值：${shortened(text(field))}`,
    'event-stream.comment-line': () =>
      '以冒号开头的行是注释。脚本永远看不到它，它的用处是不让连接一直没有动静。',
    'event-stream.comment': (field, { text }) => `注释的内容：${shortened(text(field))}`,
    'event-stream.line-end': (field, { text }) => {
      const end = text(field)
      if (end === '\r\n') return '回车加换行，合起来算一个行尾，不是两个。'
      return end === '\r'
        ? '单独一个回车，在这里也算行尾。'
        : '一个换行，这一行结束。换成回车，或者两个一起，也行。'
    },
    'event-stream.blank-line': (field) =>
      field.value === 'dispatch'
        ? '空行：事件拼完了，派发给脚本。数据缓冲区和事件类型清空，最后一个事件ID留着。'
        : '空行，可是数据缓冲区是空的，什么也不派发。缓冲区清空，最后一个事件ID留着。',
    'event-stream.unfinished': (field) => `一行中的${bytes(lengthOf(field))}，行尾还没有到。`,
    'html.markup': (field) => `${bytes(lengthOf(field))}的HTML，不是脚本。浏览器边收边拼出页面。`,
    'html.script-start-tag': () => '一个脚本元素从这里开始。它在隐藏的iframe里，而那个页面永远加载不完。',
    'html.script-text': (field) =>
      `${bytes(lengthOf(field))}的JavaScript。结束标签一到就执行，不必等整个页面。`,
    'html.script-call': (field, { text }) =>
      `${shortened(text(field))}调用iframe外面那个页面里的函数，事件就是这样交出去的。`,
    'html.script-call-end': () => '调用到这里结束。',
    'html.script-end-tag': () =>
      '脚本元素到此结束，这时才执行。数据里绝不能出现它，否则数据就从脚本里逃出去了。',
    'html.unfinished': (field) =>
      `目前收到${bytes(lengthOf(field))}的HTML，后面的还没有到。结束标签不到，脚本就不会执行。`,
  },
  problems: {
    'unknown-event-stream-field': '标准只认event、data、id、retry，而且是小写。浏览器忽略这一行。',
    'retry-not-digits': 'retry的值只能是ASCII数字。浏览器忽略这一行。',
    'id-with-null': 'id的值里有NUL，整行被忽略，最后一个事件ID不变。',
    'replaced-utf8': '这些字节不是UTF-8。浏览器用U+FFFD顶替，然后接着读。',
    'unfinished-event': '事件流在空行到来之前就结束了。浏览器丢掉这个没拼完的事件，脚本永远看不到。',
  },
}
