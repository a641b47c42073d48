/** Every word of the stacks of bytes, English and Chinese. Used by `src/widgets/byte-stack`. */
import type { ByteKind } from '../wire/trace/queries/byte-kinds.ts'
import type { Direction } from '../wire/bytes/bytes.ts'
import type { Language } from './languages.ts'

type RowName = 'said' | 'heard' | 'opening' | 'whole' | 'bytes-up' | 'bytes-down'
type StackOf = 'conversation' | 'kilobyte'

export interface ByteStackWords {
  readonly title: Readonly<Record<StackOf, string>>
  readonly recorded: string
  readonly live: string
  readonly columns: {
    readonly message: string
    readonly by: string
    readonly ways: Readonly<Record<Direction, string>>
  }
  readonly kinds: Readonly<Record<ByteKind, string>>
  /** What a kind is, in the key. */
  readonly kindMeaning: Readonly<Record<ByteKind, string>>
  readonly rows: Readonly<Record<RowName, { readonly name: string; readonly what: string }>>
  readonly count: (count: number) => string
  readonly total: (count: number) => string
  readonly nothing: string
  readonly notYet: string
  readonly lanes: { readonly posts: string; readonly ws: string }
  /** Both directions together: of the stream with its POSTs, and of the WebSocket. */
  readonly compare: (sse: number, ws: number) => string
  readonly scale: string
  readonly sendKilobyte: (bytes: number) => string
  readonly sending: string
  readonly sendNote: string
}

function timesEn(times: number): string {
  return times >= 10 ? `${Math.round(times)}` : times.toFixed(1)
}

export const BYTE_STACK_WORDS: Readonly<Record<Language, ByteStackWords>> = {
  en: {
    title: { conversation: 'The bytes of the conversation above', kilobyte: 'A kilobyte, up and down again' },
    recorded: 'recorded run',
    live: 'live, yours',
    columns: {
      message: 'message',
      by: 'carried by',
      ways: { 'client-to-server': 'up, from the browser', 'server-to-client': 'down, from the server' },
    },
    kinds: { head: 'head', framing: 'framing', payload: 'payload' },
    kindMeaning: {
      head: 'HTTP heads',
      framing: 'what holds messages apart: chunk sizes, field names, frame heads, masking keys',
      payload: 'what was to be said',
    },
    rows: {
      heard: { name: 'One event down', what: 'The last event that both brought.' },
      said: { name: 'One message up', what: 'The last text that both sent. A POST is answered.' },
      opening: { name: 'To begin', what: 'The heads of the first request and its answer.' },
      whole: { name: 'All of it', what: 'Every byte of each lane so far.' },
      'bytes-up': { name: '1,024 bytes up', what: 'In a POST as base64 inside JSON; in a binary frame.' },
      'bytes-down': {
        name: 'The same bytes down',
        what: 'As an event of the stream; as the frame that our server echoes.',
      },
    },
    count: (count) => count.toLocaleString('en'),
    total: (count) => `${count.toLocaleString('en')} B`,
    nothing: 'nothing',
    notYet: 'not yet in this run',
    lanes: { posts: 'SSE and POST', ws: 'WebSocket' },
    compare: (sse, ws) => {
      if (sse >= 2 * ws) return `${timesEn(sse / ws)} times as many bytes by SSE and POST`
      if (sse === ws) return 'the same number of bytes'
      const [more, by] = sse > ws ? [sse - ws, 'SSE'] : [ws - sse, 'WebSocket']
      return `${more.toLocaleString('en')} B more by ${by}`
    },
    scale: 'Each pair of bars has a scale of its own.',
    sendKilobyte: (bytes) => `Send ${bytes.toLocaleString('en')} random bytes by both`,
    sending: 'Sending …',
    sendNote: 'Starts the bench above where it is not running.',
  },
  zh: {
    title: { conversation: '上面那场对话的字节', kilobyte: '一千字节，上去，再下来' },
    recorded: '录制',
    live: '实时，你自己的',
    columns: {
      message: '消息',
      by: '走哪条路',
      ways: { 'client-to-server': '上行，从浏览器', 'server-to-client': '下行，从服务器' },
    },
    kinds: { head: '首部', framing: '包装', payload: '有效载荷' },
    kindMeaning: {
      head: 'HTTP首部',
      framing: '隔开消息的东西：块大小、字段名、帧头、掩码键',
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
      if (sse >= 2 * ws) return `SSE加POST的字节数是WebSocket的${timesEn(sse / ws)}倍`
      if (sse === ws) return '字节数相同'
      return sse > ws ? `SSE多${sse - ws}字节` : `WebSocket多${ws - sse}字节`
    },
    scale: '每一对条形各有各的比例。',
    sendKilobyte: (bytes) => `两边各发${bytes}个随机字节`,
    sending: '正在发……',
    sendNote: '上面的实验台若没在跑，会先启动它。',
  },
}
