/**
 * What the inspector says beside its fields' sentences: its tabs, bits, unmasking, the views side by side, the accept
 * value and the event-stream parser, English and Chinese. Used by `src/widgets/inspector` and `src/widgets/event-stream`.
 */
import type { Derivation } from '../wire/bytes/bytes.ts'
import type { Language } from './languages.ts'

/** What of the inspector stands in its lower half: the tree of fields, or a picture that goes deeper. */
export type LensName = 'fields' | 'bits' | 'unmask' | 'views' | 'accept' | 'parser' | 'walk'

/** What Page Up and Page Down go by. */
export type UnitStep = 'slice' | 'framing' | 'message'

export interface InspectorWords {
  readonly lenses: string
  readonly lens: Readonly<Record<LensName, string>>
  /** Of the byte grid's keys, after the bench's own sentence about them. */
  readonly byteKeys: string
  /** `start` and `end` count as RFC figures do, 0 leftmost; `end` is the last. */
  readonly bitSpan: (start: number, end: number) => string
  /** The bracket over the bytes that are shared by fields narrower than a byte. */
  readonly frameHead: string
  readonly units: {
    readonly here: string
    readonly by: string
    readonly step: Readonly<Record<UnitStep, string>>
    /** What the framing's and the message's unit are on this transport. */
    readonly frame: string
    readonly chunk: string
    readonly piece: string
    readonly event: string
    readonly script: string
    readonly message: string
  }
  readonly autoplay: {
    readonly play: string
    readonly pause: string
    /** The choice of how long a field stands, and its values. */
    readonly speed: string
    readonly every: (seconds: number) => string
    readonly goOn: string
  }
  readonly bits: {
    readonly label: string
    readonly help: string
    readonly bitName: (bit: number, byte: string, value: number, field: string, sentence: string) => string
    readonly hidden: (bytes: number) => string
    readonly numberOf: (hex: string, decimal: number) => string
  }
  readonly unmask: {
    readonly masked: (index: number) => string
    readonly key: (index: number, keyIndex: number) => string
    readonly plain: string
    readonly steps: string
    readonly of: (at: number, all: number) => string
    readonly previous: string
    readonly next: string
    /** One step, as it is said. */
    readonly said: (masked: string, key: string, plain: string, name: string) => string
    readonly none: string
    readonly keyRow: string
  }
  readonly views: {
    readonly label: string
    readonly help: string
    readonly wire: string
    readonly derived: Readonly<Record<Derivation, string>>
    readonly text: string
    readonly open: (view: string) => string
    readonly cell: (view: string, offset: string, hex: string, name: string) => string
    readonly notHere: (view: string) => string
    readonly inflated: (from: number, to: number) => string
    readonly compressed: string
  }
  readonly accept: {
    readonly label: string
    readonly key: string
    readonly keyNote: string
    readonly guid: string
    readonly guidNote: string
    readonly joined: string
    readonly joinedNote: (characters: number) => string
    readonly digest: string
    readonly digestNote: string
    readonly base64: string
    readonly base64Note: string
    readonly received: string
    readonly same: string
    readonly different: string
    readonly absent: string
    readonly show: string
    readonly help: string
    /** Begins the walk from step to step, and ends it: then all are there. */
    readonly walk: string
    readonly all: string
    readonly previous: string
    readonly next: string
    /** `at` counts from 0. */
    readonly step: (at: number, of: number) => string
  }
  readonly parser: {
    readonly label: string
    readonly help: string
    readonly line: string
    readonly did: string
    readonly data: string
    readonly eventType: string
    readonly lastEventId: string
    readonly retry: string
    readonly dispatched: string
    readonly buffers: string
    readonly empty: string
    readonly blank: string
    readonly browserOwn: string
    readonly none: string
    readonly comment: string
    readonly appendData: string
    readonly setEventType: string
    readonly setLastEventId: string
    readonly setRetry: (ms: number) => string
    readonly ignore: string
    readonly dispatch: string
    readonly nothing: string
    readonly waits: string
    readonly notDispatched: string
    readonly event: (type: string, id: string) => string
    readonly hidden: (lines: number) => string
  }
  readonly walk: {
    readonly label: string
    readonly help: string
    readonly more: (fields: number) => string
  }
}

export const INSPECTOR_WORDS: Readonly<Record<Language, InspectorWords>> = {
  en: {
    lenses: 'How to look at these bytes',
    lens: {
      fields: 'Fields',
      bits: 'Bits',
      unmask: 'Unmask',
      views: 'Side by side',
      accept: 'Accept',
      parser: 'Parser',
      walk: 'In full',
    },
    byteKeys: 'With Shift, left and right go byte by byte.',
    bitSpan: (start, end) => (start === end ? `bit ${start}` : `bits ${start} to ${end}`),
    frameHead: 'header',
    units: {
      here: 'In this slice',
      by: 'Step by',
      step: { slice: 'slice', framing: 'as sent', message: 'as meant' },
      frame: 'frame',
      chunk: 'chunk',
      piece: 'part',
      event: 'event',
      script: 'script',
      message: 'message',
    },
    autoplay: {
      play: 'Walk by itself',
      pause: 'Stop here',
      speed: 'How long a field stands',
      every: (seconds) => `${seconds} s a field`,
      goOn: 'then the next unit',
    },
    bits: {
      label: 'Bits',
      help: 'Left and right walk the bits, up and down the rows.',
      bitName: (bit, byte, value, field, sentence) =>
        `bit ${bit} of byte ${byte}: ${value}, ${field}. ${sentence}`,
      hidden: (bytes) =>
        bytes === 1
          ? '1 more byte of payload is not drawn.'
          : `${bytes} more bytes of payload are not drawn.`,
      numberOf: (hex, decimal) => `hex ${hex}, decimal ${decimal}`,
    },
    unmask: {
      masked: (index) => `byte ${index}, on the wire`,
      key: (index, keyIndex) => `key byte ${index} mod 4 = ${keyIndex}`,
      plain: 'unmasked',
      steps: 'Unmasking, byte by byte',
      of: (at, all) => `${at + 1} / ${all}`,
      previous: 'Previous byte',
      next: 'Next byte',
      said: (masked, key, plain, name) => `${masked} XOR ${key} is ${plain}, ${name}`,
      none: 'This frame has no payload to unmask.',
      keyRow: 'masking key',
    },
    views: {
      label: 'The same bytes in each view',
      help: 'Left and right walk the bytes, up and down the views, Enter opens the view.',
      wire: 'on the wire',
      derived: {
        'de-chunked': 'de-chunked',
        unmasked: 'unmasked',
        messages: 'message',
        inflated: 'inflated',
      },
      text: 'text',
      open: (view) => `Open the bytes: ${view}`,
      cell: (view, offset, hex, name) => `${view}, offset ${offset}, hex ${hex}, ${name}`,
      notHere: (view) => `${view}: no such byte`,
      inflated: (from, to) => `${from} bytes came compressed; inflated they are ${to}.`,
      compressed: 'compressed',
    },
    accept: {
      label: 'From the key to the accept value',
      key: 'Sec-WebSocket-Key',
      keyNote: 'what the client sent, as text',
      guid: 'and the GUID',
      guidNote: 'the same for everyone, from RFC 6455',
      joined: 'one after the other',
      joinedNote: (characters) => `${characters} characters`,
      digest: 'SHA-1 of that',
      digestNote: '20 bytes',
      base64: 'in base64',
      base64Note: 'three bytes, four characters',
      received: 'Sec-WebSocket-Accept',
      same: 'The server answered just this: it has read the request as a WebSocket handshake.',
      different: 'The server answered something else: the client must fail the connection.',
      absent: 'No answer with an accept value has come up to this moment.',
      show: 'Show these bytes',
      help: 'Arrow keys compute it step by step.',
      walk: 'Compute it step by step',
      all: 'All steps',
      previous: 'Previous step',
      next: 'Next step',
      step: (at, of) => `step ${at + 1} of ${of}`,
    },
    parser: {
      label: 'What the parser does, line by line',
      help: 'Up and down walk the lines.',
      line: 'line',
      did: 'what it does',
      data: 'data buffer',
      eventType: 'event type buffer',
      lastEventId: 'last event ID buffer',
      retry: 'reconnection time',
      dispatched: 'dispatched',
      buffers: 'Buffers',
      empty: 'empty',
      blank: 'empty line',
      browserOwn: 'the browser’s own',
      none: 'No line yet.',
      comment: 'A comment: passed over.',
      appendData: 'Appends the value and a line feed to the data buffer.',
      setEventType: 'Sets the event type buffer.',
      setLastEventId: 'Sets the last event ID buffer.',
      setRetry: (ms) => `Sets the reconnection time to ${ms} ms.`,
      ignore: 'Ignored.',
      dispatch: 'Dispatches the event and empties the data and event type buffers.',
      nothing: 'Nothing to dispatch: the data buffer is empty. The event type buffer is emptied.',
      waits: 'Nothing yet: a line counts once it has its end.',
      notDispatched: 'nothing yet',
      event: (type, id) => (id === '' ? `event “${type}”, no ID` : `event “${type}”, ID ${id}`),
      hidden: (lines) => (lines === 1 ? '1 earlier line' : `${lines} earlier lines`),
    },
    walk: {
      label: 'Every field in order',
      help: 'Up and down walk the fields.',
      more: (fields) => (fields === 1 ? '1 more field' : `${fields} more fields`),
    },
  },
  zh: {
    lenses: '怎么看这些字节',
    lens: {
      fields: '字段',
      bits: '比特',
      unmask: '去掩码',
      views: '并排',
      accept: 'Accept',
      parser: '解析器',
      walk: '通读',
    },
    byteKeys: '按住Shift再按左右方向键，一次走一个字节。',
    bitSpan: (start, end) => (start === end ? `第${start}比特` : `第${start}至${end}比特`),
    frameHead: '帧头',
    units: {
      here: '这个切片里有',
      by: '步进单位',
      step: { slice: '切片', framing: '线路上的单元', message: '内容单元' },
      frame: '帧',
      chunk: '分块',
      piece: '单元',
      event: '事件',
      script: '脚本',
      message: '消息',
    },
    autoplay: {
      play: '自动走',
      pause: '停在这里',
      speed: '每个字段停多久',
      every: (seconds) => `每个字段${seconds}秒`,
      goOn: '接着走下一个单元',
    },
    bits: {
      label: '比特',
      help: '左右方向键逐比特走，上下方向键换行。',
      bitName: (bit, byte, value, field, sentence) =>
        `字节${byte}的第${bit}比特：${value}，${field}。${sentence}`,
      hidden: (bytes) => `有效载荷还有${bytes}个字节没有画出来。`,
      numberOf: (hex, decimal) => `十六进制${hex}，十进制${decimal}`,
    },
    unmask: {
      masked: (index) => `线路上的第${index}字节`,
      key: (index, keyIndex) => `掩码键的第${keyIndex}字节（${index} mod 4）`,
      plain: '去掉掩码',
      steps: '逐字节去掉掩码',
      of: (at, all) => `${at + 1} / ${all}`,
      previous: '上一个字节',
      next: '下一个字节',
      said: (masked, key, plain, name) => `${masked}异或${key}得${plain}，${name}`,
      none: '这一帧没有有效载荷，不用去掩码。',
      keyRow: '掩码键',
    },
    views: {
      label: '同一批字节的各个视图',
      help: '左右方向键逐字节走，上下方向键换视图，回车键打开那个视图。',
      wire: '线路上',
      derived: { 'de-chunked': '去分块', unmasked: '去掩码', messages: '消息', inflated: '解压后' },
      text: '文本',
      open: (view) => `打开这些字节：${view}`,
      cell: (view, offset, hex, name) => `${view}，偏移${offset}，十六进制${hex}，${name}`,
      notHere: (view) => `${view}：没有这个字节`,
      inflated: (from, to) => `压缩着来的${from}个字节，解压后是${to}个。`,
      compressed: '压缩的',
    },
    accept: {
      label: '从Key算到Accept',
      key: 'Sec-WebSocket-Key',
      keyNote: '客户端发来的，当文本用',
      guid: '接上GUID',
      guidNote: '写在RFC 6455里，人人一样',
      joined: '连成一串',
      joinedNote: (characters) => `${characters}个字符`,
      digest: '求SHA-1',
      digestNote: '20个字节',
      base64: '写成base64',
      base64Note: '三个字节写成四个字符',
      received: 'Sec-WebSocket-Accept',
      same: '服务器答的正是这个值：它确实把这个请求当作WebSocket握手来读了。',
      different: '服务器答的不是这个值：客户端必须让连接失败。',
      absent: '到这一刻为止，还没有带Accept值的响应。',
      show: '看这些字节',
      help: '用方向键一步一步地算。',
      walk: '一步一步地算',
      all: '所有步骤',
      previous: '上一步',
      next: '下一步',
      step: (at, of) => `第${at + 1}步，共${of}步`,
    },
    parser: {
      label: '解析器逐行做了什么',
      help: '上下方向键逐行走。',
      line: '行',
      did: '做了什么',
      data: '数据缓冲区',
      eventType: '事件类型缓冲区',
      lastEventId: '最后一个事件ID缓冲区',
      retry: '重连间隔',
      dispatched: '派发',
      buffers: '缓冲区',
      empty: '空',
      blank: '空行',
      browserOwn: '浏览器自己的',
      none: '还一行也没有。',
      comment: '注释，跳过。',
      appendData: '把值和一个换行符接到数据缓冲区后面。',
      setEventType: '写进事件类型缓冲区。',
      setLastEventId: '写进最后一个事件ID缓冲区。',
      setRetry: (ms) => `把重连间隔设为${ms}毫秒。`,
      ignore: '忽略。',
      dispatch: '派发事件，再清空数据缓冲区和事件类型缓冲区。',
      nothing: '数据缓冲区是空的，没有可派发的；清空事件类型缓冲区。',
      waits: '先什么也不做：这一行到了行尾才算数。',
      notDispatched: '还没有',
      event: (type, id) => (id === '' ? `事件“${type}”，没有ID` : `事件“${type}”，ID是${id}`),
      hidden: (lines) => `前面还有${lines}行`,
    },
    walk: {
      label: '按顺序读完所有字段',
      help: '上下方向键逐个字段走。',
      more: (fields) => `还有${fields}个字段`,
    },
  },
}
