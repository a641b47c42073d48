/** What the histogram says in numbers: measured beside predicted, and the same bins as a table for whoever reads rather than looks. */
import { FoldedTable } from '../../bench/view/figure-frame/FoldedTable.tsx'
import { HISTOGRAM_WORDS } from './words.ts'
import type { Language } from '../../words/languages.ts'
import { meanDelay, predictDelays, type DelaySample } from './facts.ts'
import type { HistogramLayout } from './histogram-layout.ts'

function inPerCent(share: number): string {
  return `${Math.round(share * 100)} %`
}

export interface DelayFactsProps {
  readonly sample: DelaySample
  readonly language: Language
  readonly beyond: number
}

export function DelayFacts({ sample, language, beyond }: DelayFactsProps) {
  const words = HISTOGRAM_WORDS[language]
  const { conditions, delaysMs, answers, emptyAnswers } = sample
  const { meanMs, emptyShare } = predictDelays(conditions)
  const mean = meanDelay(sample)
  return (
    <>
      <dl class="figure-facts delay-facts">
        <div>
          <dt>{words.measuredMean}</dt>
          <dd>
            {mean === undefined ? words.none : words.seconds(mean)}
            <span class="delay-facts-of">{words.samples(delaysMs.length)}</span>
          </dd>
        </div>
        <div>
          <dt>{words.predictedMean}</dt>
          <dd>{words.seconds(meanMs)}</dd>
        </div>
        <div>
          <dt>{words.emptyShare}</dt>
          <dd>
            {answers === 0 ? words.none : inPerCent(emptyAnswers / answers)}
            {answers > 0 && (
              <span class="delay-facts-of">
                {emptyAnswers} / {answers}
              </span>
            )}
          </dd>
        </div>
        <div>
          <dt>{words.predictedEmptyShare}</dt>
          <dd>{emptyShare === undefined ? words.unknownRate : inPerCent(emptyShare)}</dd>
        </div>
      </dl>
      <p class="delay-conditions">
        {words.conditions(conditions.pollIntervalMs, Math.round(conditions.tripMs))}
        {conditions.networkMs >= 1 && <> · {words.network(Math.round(conditions.networkMs))}</>}
        {beyond > 0 && <> · {words.outside(beyond)}</>}
      </p>
    </>
  )
}

export interface DelayTableProps {
  readonly layout: HistogramLayout
  readonly language: Language
}

export function DelayTable({ layout, language }: DelayTableProps) {
  const words = HISTOGRAM_WORDS[language]
  return (
    <FoldedTable
      summary={words.asTable}
      caption={words.title}
      columns={[words.from, words.measuredCount, words.predictedCount]}
      rows={layout.bins.map(({ fromMs, toMs, count, expected }) => [
        `${(fromMs / 1000).toFixed(2)} – ${(toMs / 1000).toFixed(2)}`,
        count,
        expected.toFixed(1),
      ])}
    />
  )
}
