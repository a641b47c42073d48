import type { Act, Obligation } from '../wire/field/receiver-rules.ts'
import type { Words } from '../words/languages.ts'

export type Receiver = 'server' | 'client'

const en = {
  receiver: { server: 'The server', client: 'The client' } satisfies Record<Receiver, string>,
  obligation: {
    must: (who: string, what: string) => `${who} must ${what}.`,
    should: (who: string, what: string) => `${who} should ${what}.`,
    may: (who: string, what: string) => `${who} may ${what}.`,
    customary: (who: string, what: string) =>
      `No clause tells the receiver what to do; ${who.toLowerCase()} will usually ${what}.`,
  } satisfies Record<Obligation, unknown>,
  act: englishAct,
  or: ' or ',
}

export type ReceiverWords = Words<typeof en>

export default en

function englishAct(act: Act): string {
  switch (act.kind) {
    case 'fail-websocket':
      return `fail the connection (close code ${act.closeCode})`
    case 'fail-handshake':
      return 'fail the connection before it has become a WebSocket'
    case 'answer':
      return `answer ${act.status}${act.thenClose ? ' and close the connection' : ''}`
    case 'close':
      return 'give up on the message and close the connection'
    case 'repair':
      return 'correct the fault and read on'
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
