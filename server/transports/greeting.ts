/** A lab that greets publishes one event, `greeting`, when the first of its transports opens. */
import type { Lab } from '../lab/lab.ts'
import type { ServerTransport } from './transport.ts'

const TYPE = 'greeting'

/** The transports of one lab, each of which may be the first; to be called with each. */
export function greeter(lab: Lab): (transport: ServerTransport) => ServerTransport {
  let hasOpened = false

  function opened(): void {
    if (hasOpened) return
    hasOpened = true
    if (!lab.settings.greet) return
    // Elsewhere a transport may have opened before; at the same moment the key makes one event of both.
    if (lab.feed.after(0).some(({ type }) => type === TYPE)) return
    void lab.publish({ type: TYPE, data: null }, `${TYPE} ${lab.id}`)
  }

  return (transport) => ({
    ...transport,
    answer(asked) {
      transport.answer(asked)
      if (asked.incoming.method === 'GET' && asked.outgoing.statusCode < 400) opened()
    },
    ...(transport.upgrade && {
      upgrade(asked) {
        transport.upgrade?.(asked)
        if (asked.socket.writable) opened()
      },
    }),
  })
}
