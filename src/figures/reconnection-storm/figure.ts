/** A simulation, labelled so: clients that lose their server at once, and six ways to wait. */
import type { Figure } from '../../bench/model/figure.ts'

export const reconnectionStorm = {
  name: 'reconnection-storm',
  component: { name: 'ReconnectionStorm', anchor: 'reconnection-storm' },
} as const satisfies Figure
