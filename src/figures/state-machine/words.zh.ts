import spanZh from '../../words/numbers.zh.ts'
import type { StateMachineWords } from './words.en.ts'

const zh: StateMachineWords = {
  title: (of) => `${of}的readyState`,
  transitions: {
    created: '新建的对象',
    'ws-open': '收到101，Accept也对：open',
    'ws-fail': '连不上、不是101、Accept不对，或这之前就调用了close()：error，然后close 1006',
    'ws-lost': '连接没了，或来了坏帧：close 1006',
    'ws-closing': '来了关闭帧，或调用了close()',
    'ws-closed': '双方都发过关闭帧，TCP也结束了，或等不到就不再等：close',
    'es-open': '200，类型是text/event-stream：open',
    'es-again': '正文结束，或连接没了：error，它自己再去问',
    'es-refused': '别的状态码或类型，或CORS不许：error，不再重连；或调用了close()',
    'es-closed': '调用了close()',
  },
  leadsTo: (state) => `通向${state}`,
  history: '经过',
  at: spanZh,
  code: (code) => `关闭码${code}`,
  none: '到这一刻为止，还没有建过连接。',
  fromWire: '进入CLOSING时没有事件通知脚本。若是关闭帧引起的，时间取自线路上的那一帧。',
}

export default zh
