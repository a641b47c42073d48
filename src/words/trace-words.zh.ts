import spanZh from './numbers.zh.ts'
import run from './run-words.zh.ts'
import type { TraceWords } from './trace-words.en.ts'

const zh: TraceWords = {
  duration: spanZh,
  run,
  seconds: '秒',
  bytes: (count) => `${count}字节`,
  listComma: '、',
  transport: {
    'short-poll': '短轮询',
    'long-poll': '长轮询',
    'iframe-stream': 'iframe流',
    sse: 'SSE',
    ws: 'WebSocket',
    events: '发布',
    http: 'HTTP',
    frames: 'WebSocket（没有看到握手）',
    stream: '流（没有看到首部）',
    bytes: '字节',
  },
  direction: { 'client-to-server': '浏览器到服务器', 'server-to-client': '服务器到浏览器' },
  unit: {
    'request-head': '请求首部',
    'response-head': '响应首部',
    content: '正文',
    bytes: '字节',
    chunk: '分块',
    'last-chunk': '最后一个分块',
    upgraded: '升级之后',
    hole: '缺口之后',
    frame: '帧',
    payload: '有效载荷',
    message: '消息',
    'event-block': '事件块',
    script: '脚本',
    markup: '标记',
  },
  eventType: {
    'kick-off': '开球',
    chance: '射门',
    goal: '进球',
    card: '出牌',
    substitution: '换人',
    'half-time': '中场休息',
    'second-half': '下半场',
    'full-time': '终场',
    quote: '报价',
    note: '留言',
  },
  eventName: (type, detail) => `${type}${detail}`,
  eventWithId: (id) => `事件${id}`,
  whose: { recorded: '录制', live: '你的实时运行' },
}

export default zh
