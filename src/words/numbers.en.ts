import { durationText } from './numbers.ts'

/** `120 ms`, `1.2 s`. */
export default function spanEn(ms: number): string {
  return durationText(ms, ' ms', ' s')
}
