/** What the owner does to connections through the tap: conditions on all of them or on one, faults; and what came of the last. */
import { useState } from 'preact/hooks'
import { CUTS } from '../../contract/faults.ts'
import { controlOf, NO_CONDITIONS, WIRE_KEYS, type WireKey } from '../../contract/settings.ts'
import { Select } from '../../ui/Select.tsx'
import { Tick } from '../../ui/Tick.tsx'
import { BENCH_WORDS } from '../../bench/view/words.ts'
import type { Language } from '../../words/languages.ts'
import { comebacksOf } from '../model/comebacks.ts'
import type { TapSession } from '../model/tap-session.ts'
import type { TappedRun } from '../model/tap-store.ts'
import type { TapWords } from './words.ts'
import { QuietButton } from '../../ui/Button.tsx'

interface Props {
  readonly session: TapSession
  readonly run: TappedRun
  readonly words: TapWords
  readonly language: Language
}

export function BreakPanel({ session, run, words, language }: Props) {
  const [chosen, setChosen] = useState('')
  const { all, own, refuses } = session.standing.value
  const open = run.conversation.connections.filter(({ closed }) => closed === undefined)
  const connection = open.some(({ id }) => id === chosen) ? chosen : undefined
  const wire = (connection === undefined ? undefined : own.get(connection)) ?? all
  const targetOf = (id: string): string => {
    const last = open.find((each) => each.id === id)?.exchanges.at(-1)
    return run.conversation.exchange(last ?? '')?.target ?? ''
  }
  const set = (key: WireKey, value: number): void =>
    session.setConditions({ ...wire, [key]: value }, connection)
  const comebacks = comebacksOf(run)
  return (
    <details class="tap-break">
      <summary>{words.break}</summary>
      <p class="workbench-quiet">{words.breakHelp}</p>
      <div class="tap-row">
        <label>
          {words.on}{' '}
          <Select
            value={connection ?? ''}
            values={['', ...open.slice(-100).map(({ id }) => id)]}
            text={(id) => (id === '' ? words.everything : words.connection(id, targetOf(id).slice(0, 60)))}
            onChange={setChosen}
          />
        </label>
        {CUTS.map((fault) => (
          <QuietButton key={fault} onClick={() => session.fault(fault, connection)}>
            {words.faults[fault]}
          </QuietButton>
        ))}
        <Tick label={words.refuse} checked={refuses} onChange={(on) => session.refuse(on)} />
      </div>
      <div class="tap-row">
        {WIRE_KEYS.map((key) => (
          <WireControl
            key={key}
            name={key}
            value={wire[key]}
            language={language}
            onChange={(value) => set(key, value)}
          />
        ))}
        <QuietButton onClick={() => session.setConditions(NO_CONDITIONS, connection)}>
          {words.calm}
        </QuietButton>
      </div>
      {comebacks.length === 0 ? null : (
        <div role="status">
          <h4 class="workbench-title">{words.comebacks}</h4>
          <ul class="tap-comebacks">
            {comebacks.map(({ path, ended, back, afterMs, cursor, atOnce }) => (
              <li key={path}>
                {[
                  words.comeback(path, ended, back),
                  ...(afterMs === undefined
                    ? []
                    : [words.after((afterMs / 1000).toFixed(2)), words.cursor(cursor), words.atOnce(atOnce)]),
                ].join(', ')}
              </li>
            ))}
          </ul>
        </div>
      )}
    </details>
  )
}

interface ControlProps {
  readonly name: WireKey
  readonly value: number
  readonly language: Language
  readonly onChange: (value: number) => void
}

/** As on a bench: a slider's usual steps, or the choices there are; a value that is none of them is one more. */
function WireControl({ name, value, language, onChange }: ControlProps) {
  const { label, text } = BENCH_WORDS[language].settings[name]
  const control = controlOf(name)
  const values =
    control.kind === 'slider' ? [0, 50, 100, 300, 1000, 3000] : control.values.map((each) => Number(each))
  const offered = values.includes(value) ? values : [...values, value]
  return (
    <label>
      {label} <Select value={value} values={offered} text={text} onChange={onChange} />
    </label>
  )
}
