import spanZh from './numbers.zh.ts'
import { closeCode, readyState, stateName } from './ready-states.ts'
import type { RunWords } from './run-words.en.ts'

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
        return `得知有${note.missed}个事件补不回来了`
      case 'loop-ended':
        return '代码执行完了'
      case 'ready-state':
        return `${note.of}：${readyState(note)}`
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
        return [readyState(note), stateName(note)]
      case 'closed':
        return [
          `close ${note.code}${note.reason === '' ? '' : `“${note.reason}”`}${note.wasClean ? '' : '，异常'}`,
          `close ${note.code}`,
          String(note.code),
        ]
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
        return closeCode(part.code, part.reason === undefined ? '' : `“${part.reason}”`)
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
    `故障：${zh.faults[fault]}（${transport}），波及${affected}个未结束的请求或连接`,
  end: {
    fin: '以FIN结束',
    reset: '被重置',
    timeout: '在路上被丢弃',
    'closed-by-server': '由服务器关闭',
    complete: '完整结束',
  },
  shortEnd: { fin: 'FIN', reset: '重置', timeout: '丢弃', 'closed-by-server': '关闭', complete: '完整' },
  ended: (how) => `流结束了：${zh.end[how]}`,
  unanswered: (how) => `请求没有等到响应：${zh.end[how]}`,
  open: (duration) => `开了${duration}`,
  stillOpen: '还开着',
  variants: {
    charset: '写明charset=utf-8',
    'no-charset': '不写charset',
    stream: '一个响应送所有事件',
    once: 'once=1：一个响应送一个事件',
    plain: '不压缩',
    buffered: '路上有代理攒着',
    unbuffered: '路上没有代理',
    'heartbeat-shorter': '心跳明显更短',
    'heartbeat-equal': '心跳与超时相等',
    'heartbeat-longer': '心跳更长',
    deflate: 'permessage-deflate',
  },
}

export default zh
