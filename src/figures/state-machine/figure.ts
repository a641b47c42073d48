/** The readyState of a WebSocket or an EventSource as a drawn machine; follows a bench on the same page. */
import type { Figure } from '../../bench/model/figure.ts'

export const stateMachine = {
  name: 'state-machine',
  component: { name: 'StateMachine', anchor: 'state-machine' },
} as const satisfies Figure
