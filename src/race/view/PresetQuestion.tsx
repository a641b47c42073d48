/** The question of a staged race, its guess, and what was then measured. Loaded once one is chosen. */
import { useEffect, useId, useState } from 'preact/hooks'
import { RACE_PRESET_WORDS, type AnyPresetWords, type PresetsWords } from './preset-words.ts'
import { PRESET_OPTIONS, presetAnswer, type PresetAnswer } from '../model/preset-answers.ts'
import { stagedRace, type RacePreset } from '../model/race-presets.ts'
import { recall, remember } from '../../ui/reader-memory.ts'
import type { RaceViewState } from './race-view-state.ts'
import { RaceStory } from './RaceStory.tsx'
import { copy, stopAnchor } from '../../bench/view/story/moment-link.ts'
import { Button, QuietButton } from '../../ui/Button.tsx'

interface Props {
  readonly preset: RacePreset
  readonly viewState: RaceViewState
}

export function PresetQuestion({ preset, viewState }: Props) {
  const says = RACE_PRESET_WORDS[viewState.language]
  const { race, view, model } = viewState
  const name = useId()
  const [guess, setGuess] = useState(() => recall(memoryKey(preset)))
  const [linked, setLinked] = useState('')
  const words: AnyPresetWords = says.presets[preset]
  const names: readonly string[] = PRESET_OPTIONS[preset]
  const options: Readonly<Record<string, string>> = words.options
  const staged = race.staged.value
  const own = staged?.name === preset ? staged : undefined
  const playing = own !== undefined && !own.isOver
  const answer = own?.isOver === true && !model.isRecorded.value ? presetAnswer(preset, view) : undefined
  const link = async (): Promise<void> => {
    const done = await copy(`${location.pathname}#${stopAnchor('race', preset)}`)
    setLinked(viewState.words.story[done === 'copied' ? 'linkCopied' : 'linkFailed'])
  }
  const choose = (option: string): void => {
    setGuess(option)
    remember(memoryKey(preset), option)
  }
  return (
    <div class="guess race-guess">
      <p class="race-guess-scene">{words.scene}</p>
      <fieldset disabled={playing}>
        <legend>{words.question}</legend>
        <div class="race-guess-options">
          {names.map((option) => (
            <label key={option} class="guess-option" data-state={optionState(option, guess, answer)}>
              <input
                type="radio"
                name={name}
                value={option}
                checked={guess === option}
                onChange={() => choose(option)}
              />
              <span>{options[option]}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <div class="race-guess-act">
        <Button disabled={playing || guess === undefined} onClick={() => void race.play(stagedRace(preset))}>
          {own === undefined ? says.play : says.playAgain}
        </Button>
        {guess === undefined ? <span class="race-guess-first">{says.guessFirst}</span> : null}
        <span>
          <QuietButton onClick={() => void link()}>{says.link}</QuietButton>{' '}
          <span role="status">{linked}</span>
        </span>
        {playing ? <Countdown lengthMs={stagedRace(preset).lengthMs} says={says} /> : null}
      </div>
      <div role="status">
        {answer === undefined ? null : (
          <Verdict answer={answer} guess={guess} words={words} viewState={viewState} says={says} />
        )}
      </div>
      {answer === undefined || answer.kind === 'unclear' ? null : <RaceStory viewState={viewState} />}
    </div>
  )
}

interface VerdictProps {
  readonly answer: PresetAnswer
  readonly guess: string | undefined
  readonly words: AnyPresetWords
  readonly viewState: RaceViewState
  readonly says: PresetsWords
}

function Verdict({ answer, guess, words, viewState, says }: VerdictProps) {
  if (answer.kind === 'unclear') return <p class="guess-verdict">{says.unclear}</p>
  const options: Readonly<Record<string, string>> = words.options
  const verdict =
    answer.kind === 'tie'
      ? says.tie(options[answer.options[0]] ?? '', options[answer.options[1]] ?? '')
      : guess === answer.option
        ? says.right
        : guess === undefined
          ? says.answer(options[answer.option] ?? '')
          : says.wrong(options[answer.option] ?? '')
  return (
    <>
      <p class="guess-verdict">{verdict}</p>
      {/* The answer and the words are of one preset, which a union of five does not show to the compiler. */}
      <p class="race-guess-told">{words.told(answer.figures as never, viewState.words.transport)}</p>
      <p class="race-guess-why">{words.why}</p>
    </>
  )
}

function optionState(
  option: string,
  guess: string | undefined,
  answer: PresetAnswer | undefined,
): string | undefined {
  if (answer === undefined || answer.kind === 'unclear') return undefined
  const right =
    answer.kind === 'tie' ? answer.options.some((each) => each === option) : answer.option === option
  return right ? 'answer' : option === guess ? 'missed' : 'other'
}

function Countdown({ lengthMs, says }: { readonly lengthMs: number; readonly says: PresetsWords }) {
  const [left, setLeft] = useState(Math.round(lengthMs / 1000))
  useEffect(() => {
    const timer = setInterval(() => setLeft((seconds) => Math.max(0, seconds - 1)), 1000)
    return () => clearInterval(timer)
  }, [])
  return <span class="race-guess-first">{says.playing(left)}</span>
}

function memoryKey(preset: RacePreset): string {
  return `guess.race.${preset}`
}
