/** What a receiver does about a broken rule, as a sentence in each language. Made from `src/wire/field/receiver-rules.ts`. */
import type { Act, ReceiverRule, Obligation } from '../wire/field/receiver-rules.ts'
import type { Language } from './languages.ts'

export type Receiver = 'server' | 'client'

interface DutyWords {
  readonly receiver: Readonly<Record<Receiver, string>>
  readonly obligation: Readonly<Record<Obligation, (who: string, what: string) => string>>
  readonly act: (act: Act) => string
  readonly or: string
}

const WORDS: Readonly<Record<Language, DutyWords>> = {
  en: {
    receiver: { server: 'The server', client: 'The client' },
    obligation: {
      must: (who, what) => `${who} must ${what}.`,
      should: (who, what) => `${who} should ${what}.`,
      may: (who, what) => `${who} may ${what}.`,
      customary: (who, what) =>
        `No clause tells the receiver what to do; ${who.toLowerCase()} will usually ${what}.`,
    },
    act: englishAct,
    or: ' or ',
  },
  zh: {
    receiver: { server: '服务器', client: '客户端' },
    obligation: {
      must: (who, what) => `${who}必须${what}。`,
      should: (who, what) => `${who}应当${what}。`,
      may: (who, what) => `${who}可以${what}。`,
      customary: (who, what) => `标准没有规定接收方怎么办；${who}通常会${what}。`,
    },
    act: chineseAct,
    or: '，或者',
  },
}

/** Says what this receiver does about it, and how bound it is to. */
export function dutySentence(
  language: Language,
  receiver: Receiver,
  { obligation, acts }: ReceiverRule,
): string {
  const words = WORDS[language]
  return words.obligation[obligation](words.receiver[receiver], acts.map(words.act).join(words.or))
}

function englishAct(act: Act): string {
  switch (act.kind) {
    case 'fail-websocket':
      return `fail the connection (close code ${act.closeCode})`
    case 'fail-handshake':
      return 'fail the connection before it has become a WebSocket'
    case 'answer':
      return `answer ${act.status}${act.thenClose ? ' and close the connection' : ''}`
    case 'close':
      return 'give the message up and close the connection'
    case 'repair':
      return 'read it with the fault put right'
    case 'accept':
      return 'let it pass'
    case 'ignore':
      return 'pass over these bytes'
    case 'decline':
      return 'answer as if this had not been offered'
    case 'treat-as-incomplete':
      return 'treat the message as incomplete'
    case 'report':
      return `tell its program that the WebSocket ended with code ${act.closeCode}`
    case 'nothing':
      return 'notice nothing and read on'
  }
}

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
