import type { ByteStackWords } from './words.en.ts'
import { timesText } from '../../words/numbers.ts'

const zh: ByteStackWords = {
  title: { conversation: '上面那场对话的字节', kilobyte: '一千字节，上去，再下来' },
  recorded: '录制',
  live: '你的实时运行',
  columns: {
    message: '消息',
    by: '走哪条路',
    ways: { 'client-to-server': '上行，从浏览器', 'server-to-client': '下行，从服务器' },
  },
  kinds: { head: '首部', framing: '封装', payload: '有效载荷' },
  kindMeaning: {
    head: 'HTTP首部',
    framing: '隔开消息的东西：分块大小、字段名、帧头、掩码键',
    payload: '真正要说的话',
  },
  rows: {
    heard: { name: '一个事件，下行', what: '两边都送到的最后一个事件。' },
    said: { name: '一条消息，上行', what: '两边都发出的最后一段文本。POST还有一个响应。' },
    opening: { name: '开头', what: '第一个请求和它的响应的首部。' },
    whole: { name: '总共', what: '到目前为止，每条路上的每一个字节。' },
    'bytes-up': { name: '1024字节，上行', what: 'POST里是JSON包着的base64；帧里是原样的二进制。' },
    'bytes-down': { name: '同样的字节，下行', what: '一边是流里的一个事件，一边是服务器原样送回的帧。' },
  },
  count: String,
  total: (count) => `${count}字节`,
  nothing: '没有',
  notYet: '这次运行里还没有',
  lanes: { posts: 'SSE加POST', ws: 'WebSocket' },
  compare: (sse, ws) => {
    if (sse >= 2 * ws) return `SSE加POST的字节数是WebSocket的${timesText(sse / ws)}倍`
    if (sse === ws) return '字节数相同'
    return sse > ws ? `SSE多${sse - ws}字节` : `WebSocket多${ws - sse}字节`
  },
  scale: '每一对条形各有各的比例。',
  sendKilobyte: (bytes) => `两边各发${bytes}个随机字节`,
  sending: '正在发……',
  sendNote: '上面的图若没在跑，会先启动它。',
  step: (by, total, payload) => `${by}：${total}字节，其中有效载荷${payload}字节`,
  steps: {
    heard: (sse, ws) => `下行时，两边都不用再发首部：响应或连接早就开着。${sse}。${ws}。`,
    said: (sse, ws) => `上行时，流什么也带不了。POST是另一个请求，自带首部，还要一个响应。${sse}。${ws}。`,
    opening: (sse, ws) => `两边都从一个HTTP请求和它的响应开始。${sse}。${ws}。`,
    whole: (sse, ws) => `到目前为止的全部字节。差别主要在页面说了多少，不在听了多少。${sse}。${ws}。`,
    'bytes-up': (sse, ws) =>
      `base64把三个字节写成四个字符，POST的响应还会再带回一遍；帧原样运送。${sse}。${ws}。`,
    'bytes-down': (sse, ws) => `事件流里只能放文本，所以回来时同样要长三分之一。${sse}。${ws}。`,
  },
}

export default zh
