/** Bytes that the server writes to the reader's own browser, on the run of a bench on the same page. */
import type { Figure } from '../../bench/model/figure.ts'
import { GOALS } from './goals.ts'

export const sendRaw = {
  name: 'send-raw',
  component: { name: 'SendRaw', anchor: 'send-raw' },
  goals: GOALS,
} as const satisfies Figure
