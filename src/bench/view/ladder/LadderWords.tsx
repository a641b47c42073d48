/** What is written in a ladder, with its leader lines, and the notches of time left out. Drawn by `LadderDrawing.tsx`. */
import { round } from './arrow-head.ts'
import type { PlacedLabel } from './label-placement.ts'
import { NOTCH } from './ladder-folds.ts'
import { linePath } from './mark-shapes.ts'
import type { LadderPicture } from './ladder-shapes.ts'

/** Labels; and where one found no place, its text to be had by pointing at its mark, once script has drawn the ladder in its width. */
export function LadderWords({
  picture,
  still,
}: {
  readonly picture: LadderPicture
  readonly still: boolean
}) {
  const { pointer, labels } = picture
  const leaders = labels.flatMap(({ leader }) => leader ?? [])
  return (
    <>
      {leaders.length === 0 ? null : <path class="ladder-leader" d={leaders.map(linePath).join('')} />}
      {(still ? [] : picture.unsaid).map(({ moment, x, y, text }) => (
        <circle key={`${moment} ${x} ${text}`} class="ladder-unsaid" cx={round(x)} cy={round(y)} r="8">
          <title>{text}</title>
        </circle>
      ))}
      {labels.map((placed) => (
        <LabelText
          key={`${placed.x} ${placed.y} ${placed.text}`}
          placed={placed}
          isSelected={placed.mark.moment === pointer?.moment}
        />
      ))}
    </>
  )
}

/** The notch of time left out, on every lifeline. */
export function FoldNotches({ picture }: { readonly picture: LadderPicture }) {
  const xs = picture.lanes.flatMap(({ columns }) => [columns.browserX, columns.serverX])
  // Where one lane's server stands close to the next one's browser, narrower, so that each notch stays its lifeline's.
  const apart = Math.min(...xs.slice(1).map((x, index) => x - (xs[index] ?? -Infinity)))
  const half = Math.min(NOTCH.half, Math.max(4, apart / 2 - 1))
  const part = (ofWhole: number): number => round((ofWhole * half) / NOTCH.half)
  return (
    <>
      {picture.folds
        .filter(({ isOpen }) => !isOpen)
        .map(({ from, top, bottom }) => (
          <path
            key={from}
            class="ladder-notch"
            d={xs
              .map(
                (x) =>
                  `M${round(x - half)} ${round((top + bottom) / 2)}l${part(5)} -6l${part(8)} 12l${part(8)} -12l${part(5)} 6`,
              )
              .join('')}
          />
        ))}
    </>
  )
}

function LabelText({ placed, isSelected }: { readonly placed: PlacedLabel; readonly isSelected: boolean }) {
  const x = round(placed.x)
  const y = round(placed.y)
  const tone =
    placed.tone.kind === 'transport' ? `hue-${placed.tone.transport}` : `ladder-${placed.tone.kind}`
  return (
    <text
      class={isSelected ? `ladder-label ladder-label-selected ${tone}` : `ladder-label ${tone}`}
      x={x}
      y={y}
      text-anchor={placed.anchor}
      transform={placed.upright === true ? `rotate(-90 ${x} ${y})` : undefined}
    >
      {placed.text}
    </text>
  )
}
