import type { Act } from '../wire/field/receiver-rules.ts'
import type { ReceiverWords } from './receiver-words.en.ts'

const zh: ReceiverWords = {
  receiver: { server: '服务器', client: '客户端' },
  obligation: {
    must: (who, what) => `${who}必须${what}。`,
    should: (who, what) => `${who}应当${what}。`,
    may: (who, what) => `${who}可以${what}。`,
    customary: (who, what) => `标准没有规定接收方怎么办；${who}通常会${what}。`,
  },
  act: chineseAct,
  or: '，或者',
}

export default zh

function chineseAct(act: Act): string {
  switch (act.kind) {
    case 'fail-websocket':
      return `让连接失败（关闭码${act.closeCode}）`
    case 'fail-handshake':
      return '在连接变成WebSocket之前就让它失败'
    case 'answer':
      return `回答${act.status}${act.thenClose ? '，然后关闭连接' : ''}`
    case 'close':
      return '放弃这条消息，关闭连接'
    case 'repair':
      return '把错处改过来再读'
    case 'accept':
      return '放它过去'
    case 'ignore':
      return '跳过这些字节'
    case 'decline':
      return '照常回答，就当没有过这个提议'
    case 'treat-as-incomplete':
      return '把这条消息当作不完整的'
    case 'report':
      return `告诉自己的程序：WebSocket以关闭码${act.closeCode}结束`
    case 'nothing':
      return '毫无察觉，接着往下读'
  }
}
