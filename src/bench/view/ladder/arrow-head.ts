/** The head of an arrow of a ladder: its outline, and the box labels keep off. Pure. */
import type { Box, Segment } from './label-box.ts'

const LENGTH = 7
/** Half its height, a little more than drawn. */
const HALF = 4

/** The outline of the head at the second end of a line, as the data of an SVG path. */
export function arrowHead({ x1, y1, x2, y2 }: Segment): string {
  const angle = Math.atan2(y2 - y1, x2 - x1)
  const wing = (turn: number): string =>
    `${round(x2 - LENGTH * Math.cos(angle + turn))} ${round(y2 - LENGTH * Math.sin(angle + turn))}`
  return `M${round(x2)} ${round(y2)}L${wing(-0.42)}L${wing(0.42)}Z`
}

/** The box the head of an arrow covers, which points left or right. */
export function headBox({ x1, x2, y2 }: Segment): Box {
  const back = x2 > x1 ? x2 - LENGTH : x2 + LENGTH
  return { left: Math.min(x2, back), right: Math.max(x2, back), top: y2 - HALF, bottom: y2 + HALF }
}

/** To a tenth of a pixel: what the build renders and what the browser renders are the same text, and short. */
export function round(value: number): number {
  return Math.round(value * 10) / 10
}
