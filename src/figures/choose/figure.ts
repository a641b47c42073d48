/** Five cases to choose a transport for, and the reader's own; nothing runs. */
import type { Figure } from '../../bench/model/figure.ts'

export const choose = {
  name: 'choose',
  component: { name: 'Choose', anchor: 'choose' },
} as const satisfies Figure
