/** Draws a laid-out ladder as SVG, and nothing else: no state, no measuring. Used by `Ladder.tsx`. */
import type { ComponentChildren, ComponentType } from 'preact'
import type { LadderPicture } from './ladder-shapes.ts'
import { round } from './arrow-head.ts'
import { LaneDrawing, type LaneProps } from './LaneDrawing.tsx'
import { FoldNotches, LadderWords } from './LadderWords.tsx'

interface Props {
  readonly picture: LadderPicture
  readonly label: string
  readonly width: number
  /** Drawn before the width of its box is known. */
  readonly still: boolean
  /** Draws a lane otherwise, where its marks are very many: then nothing is drawn across the lanes. */
  readonly dense?: ComponentType<LaneProps> | undefined
  /** What changes with every frame, drawn above the bars and below the labels. */
  readonly children?: ComponentChildren
}

/** The window of the ladder between `picture.top` and `picture.bottom`, in pixels of the whole ladder. */
export function LadderDrawing({ picture, label, width, still, dense, children }: Props) {
  const Lane = dense ?? LaneDrawing
  const height = picture.bottom - picture.top
  const { pointer } = picture
  return (
    <svg
      class="ladder-svg"
      role="img"
      aria-label={label}
      // Without a size of its own it takes that of its box: see `.ladder-still`.
      width={still ? undefined : width}
      height={still ? undefined : round(height)}
      viewBox={`0 ${round(picture.top)} ${width} ${round(height)}`}
    >
      <Ticks picture={picture} />
      {dense === undefined ? <Crossings picture={picture} /> : null}
      {pointer === undefined || pointer.box !== undefined ? null : (
        <line
          class="ladder-pointer-line"
          x1={picture.columns.axisX + 6}
          x2={width}
          y1={round(pointer.y)}
          y2={round(pointer.y)}
        />
      )}
      {picture.lanes.map((lane) => (
        <Lane key={lane.run} lane={lane} top={picture.top} bottom={picture.bottom} />
      ))}
      <FoldNotches picture={picture} />
      {children}
      {pointer?.box === undefined ? null : (
        <rect
          class="ladder-pointer-mark"
          x={round(pointer.box.left)}
          y={round(pointer.box.top)}
          width={round(pointer.box.right - pointer.box.left)}
          height={round(pointer.box.bottom - pointer.box.top)}
        />
      )}
      <LadderWords picture={picture} still={still} />
    </svg>
  )
}

function Crossings({ picture }: { readonly picture: LadderPicture }) {
  const first = picture.columns.lanes[0]
  const last = picture.columns.lanes[picture.columns.lanes.length - 1]
  if (first === undefined || last === undefined) return null
  if (picture.crossings.length === 0) return null
  const across = last.serverX - first.browserX
  return (
    <path
      class="ladder-crossing"
      d={picture.crossings.map((y) => `M${first.browserX} ${round(y)}h${across}`).join('')}
    />
  )
}

function Ticks({ picture: { ticks, columns } }: { readonly picture: LadderPicture }) {
  return (
    <g class="ladder-tick">
      <path d={ticks.map(({ y }) => `M${columns.axisX + 2} ${round(y)}h4`).join('')} />
      {ticks.map(({ y, label, isSelected }) => (
        <text
          key={y}
          class={isSelected === true ? 'ladder-tick-selected' : undefined}
          x={columns.axisX}
          y={round(y + 4)}
          text-anchor="end"
        >
          {label}
        </text>
      ))}
    </g>
  )
}
