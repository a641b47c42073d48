import { durationText } from './numbers.ts'

/** `120毫秒`, `1.2秒`. */
export default function spanZh(ms: number): string {
  return durationText(ms, '毫秒', '秒')
}
