/** What stands over the workbench when a tap is on its table: the tap itself, the exchanges, their ladder, and what breaks them. */
import { useMemo, useState } from 'preact/hooks'
import type { Language } from '../../words/languages.ts'
import { Select } from '../../ui/Select.tsx'
import { Tick } from '../../ui/Tick.tsx'
import { DIRECTIONS } from '../../wire/bytes/bytes.ts'
import { momentOf } from '../../wire/trace/trace.ts'
import type { ExchangeView } from '../../wire/trace/views.ts'
import type { TapSession } from '../model/tap-session.ts'
import type { TappedRun } from '../model/tap-store.ts'
import { NO_EXCHANGE_FILTER, passes, type ExchangeFilter } from '../model/tapped-exchanges.ts'
import { BreakPanel } from './BreakPanel.tsx'
import { ExchangeTable } from './ExchangeTable.tsx'
import { TapLadder } from './TapLadder.tsx'
import { TAP_WORDS, type TapWords } from './words.ts'
import { QuietButton } from '../../ui/Button.tsx'
import './tap.css'

interface Props {
  readonly session: TapSession
  readonly run: TappedRun
  readonly language: Language
  /** Of the exchange that is looked at, and the moment. */
  readonly exchange: string | undefined
  readonly moment: number | undefined
  readonly contents: boolean
  readonly onContents: (contents: boolean) => void
  readonly onExchange: (exchange: ExchangeView) => void
  readonly onMoment: (moment: number) => void
}

export function TapBoard({ session, run, language, exchange, moment, contents, ...on }: Props) {
  const words = TAP_WORDS[language]
  const [filter, setFilter] = useState<ExchangeFilter>(NO_EXCHANGE_FILTER)
  const version = session.version.value
  const { exchanges } = run.conversation
  const last = run.events.at(-1)
  const now = last === undefined ? 0 : momentOf(last)
  const shown = useMemo(() => exchanges.filter((each) => passes(each, filter, now)), [run, filter, now])
  return (
    <section class="tap-board" aria-label={words.title}>
      <TapHead session={session} words={words} contents={contents} onContents={on.onContents} />
      <Filters filter={filter} words={words} onChange={setFilter} />
      <ExchangeTable
        exchanges={shown}
        all={exchanges.length}
        chosen={exchange}
        about={(each) => session.store.about(each)}
        origin={exchanges[0]?.openedAt ?? 0}
        now={now}
        words={words}
        language={language}
        onChoose={on.onExchange}
      />
      <TapLadder
        run={run}
        version={version}
        exchanges={shown}
        now={now}
        moment={moment}
        words={words}
        language={language}
        onMoment={on.onMoment}
      />
      <BreakPanel session={session} run={run} words={words} language={language} />
    </section>
  )
}

interface HeadProps {
  readonly session: TapSession
  readonly words: TapWords
  readonly contents: boolean
  readonly onContents: (contents: boolean) => void
}

function TapHead({ session, words, contents, onContents }: HeadProps) {
  const welcome = session.welcome.value
  const paused = session.paused.value
  const { forgottenForRoom } = session.store
  return (
    <header class="tap-head">
      <p role="status">
        {words.states[session.state.value]}{' '}
        {welcome === undefined ? '' : words.address(welcome.address, welcome.upstream)}{' '}
        {welcome?.rewrites === true ? words.rewrites : ''} {welcome?.plain === true ? words.plain : ''}
      </p>
      {forgottenForRoom === 0 || welcome === undefined ? null : (
        <p class="workbench-quiet">
          {words.forgotten(forgottenForRoom, Math.round(welcome.keepBytes / 1024 / 1024))}
        </p>
      )}
      <div class="tap-row">
        <QuietButton onClick={() => session.setPaused(!paused)}>
          {paused ? words.resume(session.waiting.value) : words.pause}
        </QuietButton>
        <QuietButton onClick={() => session.clear()}>{words.clear}</QuietButton>
        <Tick
          label={words.covered}
          checked={session.store.isCovered}
          onChange={(to) => session.setCovered(to)}
        />
        <Tick
          label={words.bodies}
          checked={session.standing.value.bodies}
          onChange={(to) => session.keepBodies(to)}
        />
        <Tick label={words.contents} checked={contents} onChange={onContents} />
      </div>
      <p class="workbench-quiet">{words.contentsHelp}</p>
    </header>
  )
}

interface FiltersProps {
  readonly filter: ExchangeFilter
  readonly words: TapWords
  readonly onChange: (filter: ExchangeFilter) => void
}

function Filters({ filter, words, onChange }: FiltersProps) {
  return (
    <div class="tap-row" role="group" aria-label={words.filters}>
      <Tick
        label={words.onlyPush}
        checked={filter.onlyPush}
        onChange={(onlyPush) => onChange({ ...filter, onlyPush })}
      />
      <Tick
        label={words.onlyProblems}
        checked={filter.onlyProblems}
        onChange={(onlyProblems) => onChange({ ...filter, onlyProblems })}
      />
      <label>
        {words.path}{' '}
        <input
          type="search"
          value={filter.path}
          onInput={(event) => onChange({ ...filter, path: event.currentTarget.value })}
        />
      </label>
      <label>
        {words.direction}{' '}
        <Select
          value={filter.direction}
          values={['both', ...DIRECTIONS] as const}
          text={(each) => words.directions[each]}
          onChange={(direction) => onChange({ ...filter, direction })}
        />
      </label>
    </div>
  )
}
