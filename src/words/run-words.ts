/**
 * What a run does and what a stream carries, in words: notes, parts of slices, faults, ends. English and Simplified Chinese;
 * a part of the bench's words (`bench-words.ts`), apart since ladder, table and controls all say them.
 */
import type { ConnectionEnd, FaultKind, FaultMoment, RunNote } from '../wire/trace/trace.ts'
import type { StreamPart } from '../wire/trace/views.ts'
import type { Transport } from '../wire/trace/transports.ts'
import { spanEn, spanZh } from './duration.ts'

export interface RunWords {
  /** A note as a sentence's part, for the table. */
  readonly note: (note: RunNote) => string
  /** The same in few words for the ladder, and in fewer for a narrow lane; none where the ladder leaves it out. */
  readonly marks: (note: RunNote) => readonly string[]
  /** A part of a slice; `name` names an event of the feed. */
  readonly part: (part: StreamPart, name: (event: number) => string) => string
  readonly fault: (fault: FaultMoment, transport: string) => string
  readonly faults: Readonly<Record<FaultKind, string>>
  /** The same where a lane is narrow. */
  readonly shortFaults: Readonly<Record<FaultKind, string>>
  readonly all: string
  readonly end: Readonly<Record<ConnectionEnd | 'complete', string>>
  /** The same where a lane is narrow. */
  readonly shortEnd: Readonly<Record<ConnectionEnd | 'complete', string>>
  /** In a table: how a stream ended. */
  readonly ended: (how: ConnectionEnd | 'complete') => string
  readonly open: (duration: string) => string
  readonly stillOpen: string
  /** Choices of a scene that are no file's name. */
  readonly variants: Readonly<Record<string, string>>
}

/** Names of readyState by interface; the API's own, in every language. */
const STATES = {
  WebSocket: ['CONNECTING', 'OPEN', 'CLOSING', 'CLOSED'],
  EventSource: ['CONNECTING', 'OPEN', 'CLOSED'],
} as const

interface State {
  readonly of: keyof typeof STATES
  readonly value: number
}

function stateName({ of, value }: State): string {
  return STATES[of][value] ?? ''
}

function state(now: State): string {
  return `readyState ${now.value} ${stateName(now)}`.trimEnd()
}

function closeCode(code: number | undefined): string {
  return code === undefined ? 'close' : `close ${code}`
}

const en: RunWords = {
  note(note) {
    switch (note.kind) {
      case 'answer':
        return `the script sees status ${note.status}`
      case 'failed':
        return 'the request failed'
      case 'waiting':
        return `waits ${spanEn(note.delayMs)}`
      case 'gap':
        return `told that ${note.missed} ${note.missed === 1 ? 'event is' : 'events are'} gone`
      case 'loop-ended':
        return 'the code has come to its end'
      case 'ready-state':
        return `${note.of}: ${state(note)}`
      case 'closed':
        return `close event: code ${note.code}, ${note.reason === '' ? 'no reason' : `reason “${note.reason}”`}, wasClean ${note.wasClean}`
      case 'error':
        return 'error event, without a reason'
      case 'heartbeat':
        return 'the script gets a heartbeat'
      case 'silent':
        return 'silent for too long: the page gives up on this connection'
      case 'message':
        return `the script gets a ${note.type} message of ${note.bytes} bytes`
      case 'asked':
        return `the page asks for ${note.target}`
      case 'dispatched':
        return `the browser dispatches ${note.type}`
    }
  },
  marks(note) {
    switch (note.kind) {
      case 'ready-state':
        return [state(note), stateName(note)]
      case 'closed':
        return [
          `close ${note.code}${note.wasClean ? '' : ', not clean'}`,
          `close ${note.code}`,
          String(note.code),
        ]
      case 'silent':
        return ['too long silent', 'silent']
      case 'waiting':
        return [`waits ${spanEn(note.delayMs)}`]
      case 'error':
        return ['error']
      case 'message':
        return [`${note.type}, ${note.bytes} B`, note.type]
      case 'asked':
        return [note.target]
      case 'dispatched':
        return [note.type]
      case 'answer':
      case 'failed':
      case 'gap':
      case 'loop-ended':
      case 'heartbeat':
        return []
    }
  },
  part(part, name) {
    switch (part.kind) {
      case 'event':
        return name(part.event)
      case 'heartbeat':
        return 'heartbeat'
      case 'field':
        return part.name === ':' ? 'comment' : part.name
      case 'script':
        return 'script'
      case 'markup':
        return 'markup'
      case 'last-chunk':
        return 'last chunk'
      case 'text':
      case 'binary':
      case 'continuation':
        return `${part.kind}, ${part.bytes} B`
      case 'ping':
      case 'pong':
        return part.kind
      case 'close':
        return closeCode(part.code)
      case 'broken':
        return 'broken frame'
    }
  },
  faults: {
    reset: 'Reset (RST)',
    fin: 'End (FIN)',
    stall: 'Stall',
    resume: 'Go on',
    restart: 'Restart the server',
    'ws-close': 'Close from the server',
    'ws-raw': 'Raw bytes',
  },
  shortFaults: {
    reset: 'RST',
    fin: 'FIN',
    stall: 'stall',
    resume: 'go on',
    restart: 'restart',
    'ws-close': 'close',
    'ws-raw': 'raw',
  },
  all: 'all',
  fault: ({ fault, affected }, transport) =>
    `fault: ${en.faults[fault]} (${transport}), ${affected} open ${affected === 1 ? 'exchange' : 'exchanges'} hit`,
  end: {
    fin: 'ended by FIN',
    reset: 'reset',
    timeout: 'dropped on the way',
    'closed-by-server': 'closed by the server',
    complete: 'complete',
  },
  shortEnd: {
    fin: 'FIN',
    reset: 'reset',
    timeout: 'dropped',
    'closed-by-server': 'closed',
    complete: 'whole',
  },
  ended: (how) => `the stream is over: ${en.end[how]}`,
  open: (duration) => `open ${duration}`,
  stillOpen: 'open',
  variants: {
    charset: 'with charset=utf-8',
    'no-charset': 'without a charset',
    stream: 'one response for all events',
    once: 'once=1: one response an event',
    plain: 'without compression',
    buffered: 'with a box that collects',
    unbuffered: 'with nothing on the way',
    'heartbeat-shorter': 'heartbeat clearly shorter',
    'heartbeat-equal': 'heartbeat and timeout equal',
    'heartbeat-longer': 'heartbeat longer',
    deflate: 'permessage-deflate',
  },
}

const zh: RunWords = {
  note(note) {
    switch (note.kind) {
      case 'answer':
        return `脚本看到状态码${note.status}`
      case 'failed':
        return '请求失败'
      case 'waiting':
        return `等待${spanZh(note.delayMs)}`
      case 'gap':
        return `得知有${note.missed}个事件已经没有了`
      case 'loop-ended':
        return '代码执行完了'
      case 'ready-state':
        return `${note.of}：${state(note)}`
      case 'closed':
        return `close事件：关闭码${note.code}，${note.reason === '' ? '没有原因' : `原因“${note.reason}”`}，wasClean为${note.wasClean}`
      case 'error':
        return 'error事件，不带原因'
      case 'heartbeat':
        return '脚本收到心跳'
      case 'silent':
        return '太久没有动静，页面放弃这条连接'
      case 'message':
        return `脚本收到一条${note.type === 'text' ? '文本' : '二进制'}消息，${note.bytes}字节`
      case 'asked':
        return `页面请求${note.target}`
      case 'dispatched':
        return `浏览器派发${note.type}`
    }
  },
  marks(note) {
    switch (note.kind) {
      case 'ready-state':
        return [state(note), stateName(note)]
      case 'closed':
        return [`close ${note.code}${note.wasClean ? '' : '，异常'}`, `close ${note.code}`, String(note.code)]
      case 'silent':
        return ['太久没有动静', '没动静']
      case 'waiting':
        return [`等待${spanZh(note.delayMs)}`]
      case 'error':
        return ['error']
      case 'message':
        return [
          `${note.type === 'text' ? '文本' : '二进制'}，${note.bytes}字节`,
          note.type === 'text' ? '文本' : '二进制',
        ]
      case 'asked':
        return [note.target]
      case 'dispatched':
        return [note.type]
      case 'answer':
      case 'failed':
      case 'gap':
      case 'loop-ended':
      case 'heartbeat':
        return []
    }
  },
  part(part, name) {
    switch (part.kind) {
      case 'event':
        return name(part.event)
      case 'heartbeat':
        return '心跳'
      case 'field':
        return part.name === ':' ? '注释' : part.name
      case 'script':
        return '脚本'
      case 'markup':
        return '标记'
      case 'last-chunk':
        return '最后一个分块'
      case 'text':
        return `文本，${part.bytes}字节`
      case 'binary':
        return `二进制，${part.bytes}字节`
      case 'continuation':
        return `延续，${part.bytes}字节`
      case 'ping':
      case 'pong':
        return part.kind
      case 'close':
        return closeCode(part.code)
      case 'broken':
        return '坏帧'
    }
  },
  faults: {
    reset: '重置（RST）',
    fin: '结束（FIN）',
    stall: '卡住',
    resume: '放行',
    restart: '重启服务器',
    'ws-close': '由服务器关闭',
    'ws-raw': '原始字节',
  },
  shortFaults: {
    reset: 'RST',
    fin: 'FIN',
    stall: '卡住',
    resume: '放行',
    restart: '重启',
    'ws-close': '关闭',
    'ws-raw': '原始',
  },
  all: '全部',
  fault: ({ fault, affected }, transport) =>
    `故障：${zh.faults[fault]}（${transport}），碰上${affected}个没完的交换`,
  end: {
    fin: '以FIN结束',
    reset: '被重置',
    timeout: '在路上被丢弃',
    'closed-by-server': '由服务器关闭',
    complete: '完整结束',
  },
  shortEnd: { fin: 'FIN', reset: '重置', timeout: '丢弃', 'closed-by-server': '关闭', complete: '完整' },
  ended: (how) => `流结束了：${zh.end[how]}`,
  open: (duration) => `开了${duration}`,
  stillOpen: '还开着',
  variants: {
    charset: '写明charset=utf-8',
    'no-charset': '不写charset',
    stream: '一个响应送所有事件',
    once: 'once=1：一个响应送一个事件',
    plain: '不压缩',
    buffered: '路上有代理攒着',
    unbuffered: '路上什么也没有',
    'heartbeat-shorter': '心跳明显更短',
    'heartbeat-equal': '心跳与超时相等',
    'heartbeat-longer': '心跳更长',
    deflate: 'permessage-deflate',
  },
}

export const RUN_WORDS: Readonly<Record<'en' | 'zh', RunWords>> = { en, zh }

/** The transport a fault was meant for, as the reader's language names it. */
export function faultTarget(
  { transport }: FaultMoment,
  names: Readonly<Record<Transport, string>>,
  words: RunWords,
): string {
  return transport === 'all' ? words.all : names[transport]
}
