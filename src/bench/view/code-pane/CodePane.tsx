/**
 * The source that runs, line by line, lit where it acts or waits at the moment on show: a tab for each lane's
 * file. One tab stop for the lines; Enter on a line goes to the latest moment it ran.
 */
import { useEffect, useId, useMemo, useRef, useState } from 'preact/hooks'
import { rowAfterKey, takeKey } from '../../../ui/list-keys.ts'
import { Glyph } from '../../../ui/Glyph.tsx'
import { sentences } from '../../../words/punctuation.ts'
import type { BenchViewState } from '../bench-view-state.ts'
import { runOfMoment } from '../moments.ts'
import { CodeLine } from './CodeLine.tsx'
import { latestRunOf, litLines, type LineSpan } from './lit-lines.ts'
import type { PaintedFile } from './packed-file.ts'
import { askAgainForMissing, sourceOf } from './source-files.ts'
import { Heard } from '../../../ui/Heard.tsx'
import { BareButton } from '../../../ui/Button.tsx'
import './code-pane.css'

export function CodePane({ viewState }: { readonly viewState: BenchViewState }) {
  const { words, events, timeline, shown, model } = viewState
  const id = useId()
  const box = useRef<HTMLDivElement>(null)
  const runs = timeline.lanes.map((lane) => lane.spec)
  const [tab, setTab] = useState<string | undefined>(undefined)
  const [cursor, setCursor] = useState<number | undefined>(undefined)
  const [said, setSaid] = useState('')
  useMemo(askAgainForMissing, [])

  // A moment of one lane brings that lane's file; a live run leaves the reader's tab alone.
  const momentRun =
    viewState.moment === undefined || viewState.live
      ? undefined
      : runOfMoment(timeline, events, viewState.moment)
  useEffect(() => {
    if (momentRun !== undefined) setTab(undefined)
  }, [viewState.moment, momentRun])
  const fallback = runs.at(-1)?.run
  const wanted = tab ?? momentRun ?? fallback
  const active = runs.find((spec) => spec.run === wanted)?.run ?? fallback
  const spec = runs.find((each) => each.run === active)
  const source = active === undefined ? 'missing' : sourceOf(active).value
  const file = source === 'missing' ? undefined : source
  const lit = active === undefined ? undefined : litLines(events, viewState.moment, active)
  const litLine = lit?.at?.line

  // Scrolls the pane alone, never the page.
  useEffect(() => {
    const scroller = box.current
    const line = scroller?.querySelector<HTMLElement>('.code-acts, .code-waits')
    if (scroller === null || line === null || line === undefined) return
    const top = line.offsetTop
    if (top < scroller.scrollTop || top + line.offsetHeight > scroller.scrollTop + scroller.clientHeight) {
      scroller.scrollTop = top - scroller.clientHeight / 3
    }
  }, [litLine, active])

  const toLine = (line: number): void => {
    setCursor(line)
    if (active === undefined) return
    const moment = latestRunOf(events, shown, active, line)
    if (moment === undefined) setSaid(words.code.notRun(line))
    else viewState.select({ moment })
  }
  const count = file?.lines.length ?? 0
  const at = cursor ?? litLine ?? 1
  const onKeyDown = (event: KeyboardEvent): void => {
    const to = rowAfterKey(event.key, at, count)
    if (to !== undefined) setCursor(Math.min(count, Math.max(1, to)))
    else if (event.key === 'Enter') toLine(at)
    else if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
      setCursor(undefined)
      model.step('line', event.key === 'ArrowRight' ? 1 : -1, active)
    } else return
    takeKey(event)
  }
  const state = lit === undefined || lit.state === 'idle' ? words.code.idle : words.code[lit.state]
  return (
    <div
      role="group"
      class={`code ${spec === undefined ? '' : `hue-${spec.transport}`}`}
      aria-label={words.code.title}
    >
      <div class="pane-head">
        {runs.length < 2 ? (
          <h4>{file?.file ?? `${active ?? ''}.ts`}</h4>
        ) : (
          <div class="code-tabs" role="tablist" aria-label={words.code.files}>
            {runs.map((each, index) => (
              <BareButton
                key={each.run}
                role="tab"
                id={`${id}-tab-${each.run}`}
                aria-selected={each.run === active}
                aria-controls={`${id}-lines`}
                tabIndex={each.run === active ? 0 : -1}
                class={`code-tab hue-${each.transport}`}
                onClick={() => setTab(each.run)}
                onKeyDown={(event) => {
                  if (event.key !== 'ArrowRight' && event.key !== 'ArrowLeft') return
                  event.preventDefault()
                  const next =
                    runs[(index + (event.key === 'ArrowRight' ? 1 : runs.length - 1)) % runs.length]
                  if (next === undefined) return
                  setTab(next.run)
                  event.currentTarget.parentElement
                    ?.querySelector<HTMLElement>(`[id="${id}-tab-${next.run}"]`)
                    ?.focus()
                }}
              >
                <Glyph of={each.transport} /> {each.run}.ts
              </BareButton>
            ))}
          </div>
        )}
        <span class="pane-note code-state">{state}</span>
      </div>
      {file === undefined ? (
        <p class="code-missing" id={`${id}-lines`}>
          {source === undefined ? words.panes.loading : words.code.missing(`${active ?? ''}.ts`)}
        </p>
      ) : (
        <div
          class="code-scroll"
          ref={box}
          id={`${id}-lines`}
          style={paletteOf(file)}
          role="listbox"
          tabIndex={0}
          aria-label={sentences(file.file, words.code.help)}
          aria-activedescendant={`${id}-line-${at}`}
          onKeyDown={onKeyDown}
        >
          {file.lines.map((line, index) => (
            <CodeLine
              key={index}
              id={index + 1 === at ? `${id}-line-${at}` : undefined}
              line={line}
              number={index + 1}
              light={lightOf(index + 1, lit?.at, lit?.trail ?? [], lit?.state === 'acts')}
              here={cursor === index + 1}
              onSelect={toLine}
            />
          ))}
        </div>
      )}
      <p class="code-note">{words.code.note}</p>
      <Heard>{said}</Heard>
    </div>
  )
}

/** The file's colours as custom properties, so that a token is a short class and not a colour of its own. */
function paletteOf({ palette }: PaintedFile): string {
  return palette.map(([light, dark], index) => `--t${index}:light-dark(${light},${dark})`).join(';')
}

export type Light = 'acts' | 'waits' | 'trail' | 'none'

function lightOf(line: number, at: LineSpan | undefined, trail: readonly LineSpan[], acts: boolean): Light {
  const covers = (span: LineSpan): boolean => span.line <= line && line <= span.endLine
  if (at !== undefined && covers(at)) return acts ? 'acts' : 'waits'
  return trail.some(covers) ? 'trail' : 'none'
}
