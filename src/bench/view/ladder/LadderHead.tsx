/** What stands still above a ladder: its title, the scale, and each lane's name over its two lifelines. */
import type { BenchViewState } from '../bench-view-state.ts'
import { TRANSPORT_GLYPHS } from '../../../ui/transport-glyphs.ts'
import { LadderKey } from './LadderKey.tsx'
import { round } from './arrow-head.ts'
import type { LadderPicture } from './ladder-shapes.ts'
import { LABEL_SIZE, STILL_LABEL_SIZE, textWidth } from './text-width.ts'
import { ZoomButtons } from './ZoomButtons.tsx'

interface Props extends Pick<BenchViewState, 'timeline' | 'words' | 'shown'> {
  readonly picture: LadderPicture
  readonly width: number
  readonly still: boolean
  readonly isLinear: boolean
  readonly scale: number
  readonly onScale: (scale: number) => void
}

export function LadderHead({ isLinear, scale, onScale, shown, ...names }: Props) {
  const { words, timeline, picture } = names
  return (
    <>
      <div class="pane-head">
        <h4>{words.ladder.title}</h4>
        <span class="pane-note">{isLinear ? words.ladder.axis : words.ladder.notToScale}</span>
        <ZoomButtons scale={scale} words={words} onChoose={onScale} />
      </div>
      <LadderKey timeline={timeline} shown={shown} isFolded={picture.folds.length > 0} words={words} />
      <LaneNames {...names} />
    </>
  )
}

interface LaneNamesProps extends Pick<BenchViewState, 'timeline' | 'words'> {
  readonly picture: LadderPicture
  readonly width: number
  readonly still: boolean
  /** Before its box is measured it is scaled to it, letters and all; else the names spread over the box and are as high as ever. */
  readonly scales?: boolean
  /** Glyphs alone, where the names stand right above. */
  readonly bare?: boolean
}

/** Closer to the lane beside them, lifelines are named inwards, so that one lane's server and the next one's browser stay apart. */
const NAMES_APART = 44

/** With less between its lifelines, a lane's have no names: the first lane's say which is which. */
const NAMES_WIDE = 92

/** How the two names of a lane's lifelines stand to them: over them, inside, or (the first lane has room there) outside. */
function anchorsOf(isCrowded: boolean, span: number, names: number): { browser: Anchor; server: Anchor } {
  if (!isCrowded) return { browser: 'middle', server: 'middle' }
  return span < names ? { browser: 'end', server: 'start' } : { browser: 'start', server: 'end' }
}

type Anchor = 'start' | 'middle' | 'end'

/** As `ladder.css` has it. */
const NAME_SCALE = 1.18
const GLYPH_WIDTH = 17
/** Widths are estimated, and err to the wide side by more than this: estimates may overlap a little. */
const OVERLAP = 1

/** Which names have room beside each other, from the left on; a lane without one keeps its glyph. */
export function namesThatFit(
  widths: readonly number[],
  middles: readonly number[],
  width: number,
): readonly boolean[] {
  let free = 0
  return widths.map((wide, index) => {
    const middle = middles[index] ?? 0
    const next = (middles[index + 1] ?? width + GLYPH_WIDTH / 2) - GLYPH_WIDTH / 2
    const fits = middle - wide / 2 >= free && middle + wide / 2 <= next
    free = middle + (fits ? wide : GLYPH_WIDTH) / 2 - OVERLAP
    return fits
  })
}

/**
 * The name each lane gets: its own where all fit, else the short one where its own does not, else every lane's short
 * one. Nothing where even that has no room: the glyph alone.
 */
export function chooseNames(
  names: readonly { readonly full: string; readonly short: string }[],
  wideOf: (name: string) => number,
  middles: readonly number[],
  width: number,
): readonly (string | undefined)[] {
  const fit = (texts: readonly string[]): readonly boolean[] =>
    namesThatFit(texts.map(wideOf), middles, width)
  const full = fit(names.map((name) => name.full))
  const mixed = names.map((name, index) => (full[index] === true ? name.full : name.short))
  if (fit(mixed).every((fits) => fits)) return mixed
  const short = names.map((name) => name.short)
  const fits = fit(short)
  return short.map((name, index) => (fits[index] === true ? name : undefined))
}

/** Each lane's name over its two lifelines. */
export function LaneNames({
  timeline,
  words,
  picture,
  width,
  still,
  scales = false,
  bare = false,
}: LaneNamesProps) {
  const x = (at: number): number | string => (still && !scales ? `${round((100 * at) / width)}%` : round(at))
  const isCrowded = picture.lanes.some(({ columns: { browserX } }, index) => {
    const before = picture.lanes[index - 1]?.columns.serverX
    return before !== undefined && browserX - before < NAMES_APART
  })
  const namesWide = textWidth(`${words.ladder.browser} ${words.ladder.server}`, LABEL_SIZE)
  const middles = picture.lanes.map(({ columns }) => (columns.browserX + columns.serverX) / 2)
  const size = (still ? STILL_LABEL_SIZE : LABEL_SIZE) * NAME_SCALE
  const names = chooseNames(
    picture.lanes.map((_, index) => {
      const spec = timeline.lanes[index]?.spec
      const full = laneName({ timeline, words }, index)
      // The end of a path tells more than its beginning.
      const last = spec?.path === undefined ? undefined : `…${spec.path.slice(spec.path.lastIndexOf('/'))}`
      const isPlain = spec !== undefined && full === words.transport[spec.transport]
      return { full, short: isPlain ? words.ladder.shortName[spec.transport] : (last ?? full) }
    }),
    (name) => textWidth(name, size) + GLYPH_WIDTH,
    middles,
    width,
  )
  return (
    <svg
      class="ladder-svg ladder-lanes"
      width={still ? undefined : width}
      height={still && scales ? undefined : '36'}
      viewBox={still && !scales ? undefined : `0 0 ${width} 36`}
      aria-hidden="true"
    >
      {picture.lanes.map((lane, index) => {
        const { browserX, serverX } = lane.columns
        const spec = timeline.lanes[index]?.spec
        const anchors = anchorsOf(isCrowded, serverX - browserX, namesWide)
        const areLifelinesNamed =
          !bare &&
          (!isCrowded || (index === 0 && browserX >= NAMES_APART) || serverX - browserX >= NAMES_WIDE)
        return (
          <g key={lane.run} class={`hue-${lane.transport}`}>
            <text class="ladder-lane-name" x={x((browserX + serverX) / 2)} y="12" text-anchor="middle">
              {spec === undefined ? null : <tspan class="glyph">{TRANSPORT_GLYPHS[spec.transport]}</tspan>}
              {bare || names[index] === undefined ? null : <tspan dx="4">{names[index]}</tspan>}
            </text>
            {areLifelinesNamed ? (
              <>
                <text class="ladder-lifeline-name" x={x(browserX)} y="30" text-anchor={anchors.browser}>
                  {words.ladder.browser}
                </text>
                <text class="ladder-lifeline-name" x={x(serverX)} y="30" text-anchor={anchors.server}>
                  {words.ladder.server}
                </text>
              </>
            ) : null}
          </g>
        )
      })}
    </svg>
  )
}

/** A lane is named by its transport; where two lanes share one, by whether they ask with a cursor; a stream by how it is read. */
export function laneName(
  { timeline, words }: Pick<BenchViewState, 'timeline' | 'words'>,
  index: number,
): string {
  const spec = timeline.lanes[index]?.spec
  if (spec === undefined) return ''
  if (spec.path !== undefined) return spec.path
  if (spec.run === 'fetch-stream') return words.ladder.byFetch
  if (spec.posts === true) return words.ladder.byPost
  return spec.cursor === undefined ? words.transport[spec.transport] : words.ladder.cursor[spec.cursor]
}
