/** Every word of the drawn readyState, English and Chinese; state names are the interfaces' own. Used by `src/widgets/state-machine`. */
import { spanEn, spanZh } from './duration.ts'
import type { Language } from './languages.ts'

type Of = 'WebSocket' | 'EventSource'
type Transition =
  | 'created'
  | 'ws-open'
  | 'ws-fail'
  | 'ws-lost'
  | 'ws-closing'
  | 'ws-closed'
  | 'es-open'
  | 'es-again'
  | 'es-refused'
  | 'es-closed'

export interface StateMachineWords {
  readonly title: (of: Of) => string
  readonly recorded: string
  readonly live: string
  readonly transitions: Readonly<Record<Transition, string>>
  readonly leadsTo: (state: string) => string
  readonly history: string
  /** What a step's button does. */
  readonly select: string
  readonly at: (ms: number) => string
  readonly code: (code: number) => string
  readonly none: string
  readonly fromWire: string
}

export const STATE_MACHINE_WORDS: Readonly<Record<Language, StateMachineWords>> = {
  en: {
    title: (of) => `readyState of the ${of}`,
    recorded: 'recorded run',
    live: 'live, yours',
    transitions: {
      created: 'a new object',
      'ws-open': '101, and Accept is right: open',
      'ws-fail': 'no connection, no 101, a wrong Accept: error, then close 1006',
      'ws-lost': 'the connection is gone, or a frame was broken: close 1006',
      'ws-closing': 'a Close frame came, or close() was called',
      'ws-closed': 'Close frames both ways, and the server ends TCP: close',
      'es-open': '200 and text/event-stream: open',
      'es-again': 'the body ends, or the connection is gone: error, and it asks again by itself',
      'es-refused': 'another status or type, or refused by CORS: error, for good',
      'es-closed': 'close() was called',
    },
    leadsTo: (state) => `leads to ${state}`,
    history: 'How it went',
    select: 'Show this moment',
    at: spanEn,
    code: (code) => `code ${code}`,
    none: 'No socket has been made up to this moment.',
    fromWire:
      'No event tells a script of CLOSING. Where a Close frame led there, the frame on the wire gives the time.',
  },
  zh: {
    title: (of) => `${of}的readyState`,
    recorded: '录制的运行',
    live: '实时，你自己的',
    transitions: {
      created: '新建的对象',
      'ws-open': '收到101，Accept也对：open',
      'ws-fail': '连不上、不是101、Accept不对：error，然后close 1006',
      'ws-lost': '连接没了，或来了坏帧：close 1006',
      'ws-closing': '来了关闭帧，或调用了close()',
      'ws-closed': '双方都发过关闭帧，服务器结束TCP：close',
      'es-open': '200，类型是text/event-stream：open',
      'es-again': '正文结束，或连接没了：error，它自己再去问',
      'es-refused': '别的状态码或类型，或CORS不许：error，就此罢手',
      'es-closed': '调用了close()',
    },
    leadsTo: (state) => `通向${state}`,
    history: '经过',
    select: '看这一刻',
    at: spanZh,
    code: (code) => `关闭码${code}`,
    none: '到这一刻为止，还没有建过连接。',
    fromWire: '进入CLOSING时没有事件通知脚本。若是关闭帧引起的，时间取自线路上的那一帧。',
  },
}
