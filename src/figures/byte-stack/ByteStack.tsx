/**
 * Bytes stacked by kind, two lanes side by side: what one message costs on each, both ways. Follows the bench of its scene on
 * the same page, the recorded run first; for the kilobyte it has a button of its own.
 */
import { Fragment } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { FigureFrame } from '../../bench/view/figure-frame/FigureFrame.tsx'
import { FigureSteps } from '../../bench/view/story/FigureSteps.tsx'
import { useFigureBench, type BenchFigure } from '../../bench/view/figure-frame/use-figure-bench.ts'
import { BYTE_STACK_WORDS, type ByteStackWords } from './words.ts'
import { sendWhenOpen } from '../../bench/model/send-when-open.ts'
import { TRANSPORT_GLYPHS } from '../../ui/transport-glyphs.ts'
import { BYTE_KINDS, totalBytes, type ByteCounts } from '../../wire/trace/queries/byte-counts.ts'
import { DIRECTIONS } from '../../wire/bytes/bytes.ts'
import type { LaneSpec } from '../../wire/trace/views.ts'
import { bytesBothWays, type Cost } from '../../wire/trace/queries/message-costs.ts'
import { stackRows, type StackOf, type StackRow } from './facts.ts'
import { QuietButton } from '../../ui/Button.tsx'
import '../../ui/hues.css'
import '../../ui/panes.css'
import './byte-stack.css'

interface Props extends BenchFigure {
  readonly of: StackOf
}

const KILOBYTE = 1024

export function ByteStack({ scene, of, language }: Props) {
  const { model, ready, live } = useFigureBench(scene)
  const words = BYTE_STACK_WORDS[language]
  const [sending, setSending] = useState(false)
  const [lit, setLit] = useState<string>()
  const abort = useRef<AbortController>()
  useEffect(() => () => abort.current?.abort(), [])

  const lanes = model.timeline.lanes.map(({ spec }) => spec)
  const rows = stackRows(of, lanes, model.conversation)
  const newest = rows.find(({ name }) => name !== 'opening')

  const send = async (): Promise<void> => {
    const own = new AbortController()
    abort.current = own
    setSending(true)
    model.paused.value = false
    await sendWhenOpen(model, crypto.getRandomValues(new Uint8Array(KILOBYTE)), own.signal)
    setSending(false)
  }
  return (
    <FigureFrame
      class="figure-wide stack"
      title={words.title[of]}
      says={words}
      live={live}
      as="region"
      tools={
        of === 'kilobyte' ? (
          <>
            <span class="stack-note">{words.sendNote}</span>
            <QuietButton disabled={!ready || sending} onClick={() => void send()}>
              {sending ? words.sending : words.sendKilobyte(KILOBYTE)}
            </QuietButton>
          </>
        ) : undefined
      }
    >
      <dl class="stack-key">
        {BYTE_KINDS.map((kind) => (
          <div key={kind}>
            <dt>
              <span class={`stack-swatch stack-${kind}`} aria-hidden="true" />
              {words.kinds[kind]}
            </dt>
            <dd>{words.kindMeaning[kind]}</dd>
          </div>
        ))}
      </dl>
      <FigureSteps
        figure={`byte-stack-${of}`}
        language={language}
        steps={rows.map((row) => ({
          name: row.name,
          title: words.rows[row.name].name,
          text: told(row, words),
          isAwaited: row.costs.includes(undefined),
        }))}
        ready={ready}
        onStep={setLit}
      />
      <table class="stack-table">
        <thead>
          <tr>
            <th scope="col">{words.columns.message}</th>
            <th scope="col">{words.columns.by}</th>
            {DIRECTIONS.map((way) => (
              <th key={way} scope="col">
                {words.columns.ways[way]}
              </th>
            ))}
          </tr>
        </thead>
        {rows.map((row) => (
          <Pair key={row.name} row={row} lanes={lanes} words={words} lit={lit === row.name} />
        ))}
      </table>
      <p class="stack-note">{words.scale}</p>
      <p class="only-heard" role="status">
        {live && newest !== undefined ? compared(newest, words) : ''}
      </p>
    </FigureFrame>
  )
}

interface PairProps {
  readonly row: StackRow
  readonly lanes: readonly LaneSpec[]
  readonly words: ByteStackWords
  /** The open step is about it. */
  readonly lit: boolean
}

function Pair({ row, lanes, words, lit }: PairProps) {
  const { name, what } = words.rows[row.name]
  const most = Math.max(
    1,
    ...row.costs.flatMap((cost) => DIRECTIONS.map((way) => (cost === undefined ? 0 : totalBytes(cost[way])))),
  )
  return (
    <tbody data-row={row.name} data-lit={lit}>
      {lanes.map((lane, index) => (
        <tr key={lane.run} class={`hue-${lane.transport}`}>
          {index === 0 ? (
            <th scope="rowgroup" rowSpan={lanes.length}>
              <span class="stack-name">{name}</span>
              <span class="stack-note">{what}</span>
              <span class="stack-compared">{compared(row, words)}</span>
            </th>
          ) : null}
          <th scope="row" class="stack-by">
            <span class="glyph" aria-hidden="true">
              {TRANSPORT_GLYPHS[lane.transport]}
            </span>{' '}
            {lane.posts === true ? words.lanes.posts : words.lanes.ws}
          </th>
          {DIRECTIONS.map((way) => (
            <td key={way} data-label={words.columns.ways[way]}>
              <Bar counts={row.costs[index]?.[way]} most={most} words={words} />
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  )
}

interface BarProps {
  readonly counts: ByteCounts | undefined
  readonly most: number
  readonly words: ByteStackWords
}

function Bar({ counts, most, words }: BarProps) {
  const total = counts === undefined ? 0 : totalBytes(counts)
  const kinds = BYTE_KINDS.filter((kind) => (counts?.[kind] ?? 0) > 0)
  return (
    <>
      <span class="stack-bar" aria-hidden="true">
        {kinds.map((kind) => (
          <span
            key={kind}
            class={`stack-${kind}`}
            style={{ inlineSize: `${((100 * (counts?.[kind] ?? 0)) / most).toFixed(2)}%` }}
          />
        ))}
      </span>
      {counts === undefined || total === 0 ? (
        <span class="stack-note">{counts === undefined ? words.notYet : words.nothing}</span>
      ) : (
        <span class="stack-numbers">
          <strong>{words.total(total)}</strong>{' '}
          <span class="stack-note">
            {kinds.map((kind) => (
              <Fragment key={kind}>
                <span class="stack-part">
                  {words.kinds[kind]} {words.count(counts[kind])}
                </span>{' '}
              </Fragment>
            ))}
          </span>
        </span>
      )}
    </>
  )
}

/** What a row says in a sentence, by the numbers of both lanes. */
function told({ name, costs }: StackRow, words: ByteStackWords): string {
  const [sse, ws] = costs
  if (sse === undefined || ws === undefined) return words.notYet
  const said = (by: string, cost: Cost): string =>
    words.step(
      by,
      bytesBothWays(cost),
      DIRECTIONS.reduce((sum, way) => sum + cost[way].payload, 0),
    )
  return words.steps[name](said(words.lanes.posts, sse), said(words.lanes.ws, ws))
}

function compared({ costs }: StackRow, words: ByteStackWords): string {
  const [sse, ws] = costs.map((cost) => (cost === undefined ? undefined : bytesBothWays(cost)))
  return sse === undefined || ws === undefined ? '' : words.compare(sse, ws)
}
