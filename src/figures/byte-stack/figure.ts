/** What a message costs on two lanes, in bytes by kind; follows a bench on the same page. */
import type { Figure } from '../../bench/model/figure.ts'

export const byteStack = {
  name: 'byte-stack',
  component: { name: 'ByteStack', anchor: 'byte-stack', by: 'of' },
} as const satisfies Figure
