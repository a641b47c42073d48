/**
 * Divides a ladder's width: axis, then for each lane a gutter for lateness brackets, the two lifelines, and
 * after the first lane room for the names of events. Pure; the browser's lifeline is always the left one.
 */

export interface LaneColumns {
  /** Left edge of the lane's gutter. */
  readonly left: number
  readonly browserX: number
  readonly serverX: number
  /** Where the next lane's gutter begins, or the drawing ends. */
  readonly right: number
  /** Free width right of the server's lifeline. */
  readonly room: number
}

export interface Columns {
  readonly axisX: number
  readonly lanes: readonly LaneColumns[]
  readonly right: number
}

/** The axis of a linear ladder has whole seconds, that of a folded one thousandths. */
const AXIS_WIDTH = { linear: 24, folded: 52 } as const
const GUTTER_WIDTH = 30
/** Of several lanes on a phone. */
const NARROW_GUTTER = 16
const RIGHT_PAD = 26
const LEAST_SPAN = 46

/** The columns of `lanes` lanes in `width` CSS pixels. Room for event names shrinks before the lanes do. */
export function columnsOf(width: number, lanes: number, axis: keyof typeof AXIS_WIDTH): Columns {
  const axisWidth = AXIS_WIDTH[axis]
  const isTight = axisWidth + lanes * (GUTTER_WIDTH + LEAST_SPAN) + RIGHT_PAD > width
  const gutter = isTight ? NARROW_GUTTER : GUTTER_WIDTH
  const fixed = axisWidth + lanes * gutter + RIGHT_PAD
  const wished = Math.min(78, Math.max(46, width * 0.14))
  const eventRoom = lanes === 0 ? 0 : Math.max(0, Math.min(wished, width - fixed - lanes * LEAST_SPAN))
  const span = lanes === 0 ? 0 : Math.max(LEAST_SPAN, (width - fixed - eventRoom) / lanes)
  const columns: LaneColumns[] = []
  let left: number = axisWidth
  for (let lane = 0; lane < lanes; lane++) {
    const browserX = left + gutter
    const room = (lane === 0 ? eventRoom : 0) + (lane === lanes - 1 ? RIGHT_PAD : 0)
    const serverX = browserX + span
    const next = serverX + (lane === 0 ? eventRoom : 0)
    columns.push({ left, browserX, serverX, right: lane === lanes - 1 ? width : next, room })
    left = next
  }
  return { axisX: axisWidth - 6, lanes: columns, right: width }
}
