import type { EventStreamEditorWords } from './words.en.ts'
import spanZh from '../../words/numbers.zh.ts'

const zh: EventStreamEditorWords = {
  gap: '',
  title: '写一段事件流，让服务器真的发出来',
  text: '你的事件流',
  textHelp: '换行就是一个LF。打不出来的写在⟨和⟩之间：可以写名字，如⟨CR⟩，也可以写十六进制的字节，如⟨E9⟩。',
  example: '例子',
  ownText: '自己写的',
  examples: {
    notes: '三个事件',
    space: '冒号后面的空格，一个和两个',
    named: '命名事件',
    id: 'id，还有空的id',
    retry: 'retry，对的和错的',
    comment: '注释行',
    unknown: '数据里换行，不认识的字段',
    'no-end': '末尾没有空行',
    'line-ends': 'LF、CR LF和CR',
    bom: '字节顺序标记，出现两次',
    nul: '带NUL的id',
    utf8: '非ASCII的字，不是UTF-8的字节',
  },
  insert: '插入',
  insertLabel: {
    cr: '插入回车CR',
    lf: '插入换行LF',
    nul: '插入NUL',
    bom: '插入字节顺序标记',
    byte: '插入字节E9，它单独出现就不是UTF-8',
  },
  pieces: '发送',
  inPieces: (count) => (count === 1 ? '一次发完' : `分${count}次发`),
  then: '发完以后响应',
  staysOpen: '继续开着',
  ends: '结束',
  send: '发出去',
  sending: '正在发……',
  size: (bytes, most) => `现在${bytes}字节，最多${most}。`,
  tooLong: (most) => `最多${most}字节。`,
  listens: (names) =>
    names === ''
      ? '页面监听的是message。'
      : `页面监听message，还有你的文本里出现的${names}。命名事件只交给监听这个名字的处理函数。`,
  crossed: (bytes, chunks) => `线路上传了：正文${bytes}字节，${chunks}个分块。`,
  columns: {
    line: '线路上的一行',
    action: '这一行做了什么',
    data: '数据缓冲区',
    type: '事件类型',
    id: '最后一个事件ID',
    browser: '浏览器派发的',
  },
  action(action) {
    switch (action.kind) {
      case 'comment':
        return '注释行：忽略'
      case 'append-data':
        return '接到数据后面，再加一个换行'
      case 'set-event-type':
        return '设置事件类型'
      case 'set-last-event-id':
        return action.value === '' ? '清空最后一个事件ID' : '设置最后一个事件ID'
      case 'set-reconnection-time':
        return `设置重连间隔：${spanZh(action.ms)}`
      case 'ignore':
        return '忽略'
      case 'dispatch':
        return '空行：派发'
      case 'nothing-to-dispatch':
        return '空行：没有数据，不派发'
    }
  },
  empty: '空',
  unfinished: '一行还没有完：等着后面的',
  unfinishedOver: '一行没有完，响应就结束了：丢掉',
  pendingOver: '这几行后面没有空行：响应结束时，整个事件块丢掉了。',
  same: '一致',
  differs: '不一致',
  missing: '没有',
  extra: '浏览器还派发了这里的解析器没料到的：',
  origin: (origin) => `每个事件的origin：${origin}`,
  verdict(same, differ, missing, extra, isStill) {
    if (differ + missing + extra === 0) return same === 0 ? '' : `解析器和浏览器一致：${same}个事件都对得上。`
    if (isStill && differ + extra === 0) return '正在等浏览器……'
    return `两边不一致：${same}个相同，${differ}个不同，浏览器少了${missing}个，多了${extra}个。两者之中有一个没有照标准来。`
  },
  state: (state, errors) => `readyState ${state}，error事件${errors}次。`,
  again: (afterMs, id) =>
    `${spanZh(afterMs)}之后浏览器又去问，${id === undefined ? '没有带Last-Event-ID' : `带着Last-Event-ID: ${id}`}。`,
  nothing: '还没有发过。',
  step: {
    line: (number) => `第${number}行`,
    holds: (data, type, id) => `这时解析器手里有：数据${data}，事件类型${type}，最后一个事件ID${id}。`,
  },
}

export default zh
