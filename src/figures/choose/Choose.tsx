/**
 * Which one to take: five cases to guess at, each with an answer, its reasons and the runs that show them; and five questions for
 * the reader's own case. The cases are plain disclosures, so that they open without script.
 */
import { useState } from 'preact/hooks'
import type { LinkedWords } from './links.ts'
import { CHOOSE_WORDS, type ChooseWords } from './words.ts'
import { pathIn, type Language } from '../../words/languages.ts'
import { TRANSPORT_GLYPHS } from '../../ui/transport-glyphs.ts'
import type { Transport } from '../../wire/trace/transports.ts'
import { FigureSteps } from '../../bench/view/story/FigureSteps.tsx'
import { useMounted } from '../../ui/use-mounted.ts'
import {
  CASE_NAMES,
  CASES,
  choose,
  QUESTION_NAMES,
  QUESTIONS,
  stillPossible,
  type Advice,
  type Answers,
  type CaseName,
  type Choice,
  type Question,
} from './choose.ts'
import '../../ui/hues.css'
import '../../ui/panes.css'
import './choose.css'

interface Props {
  readonly language: Language
}

/** Whose hue and glyph a choice has. */
const TRANSPORT_OF: Readonly<Record<Choice, Transport>> = {
  'short-poll': 'short-poll',
  'fetch-stream': 'sse',
  sse: 'sse',
  'sse-and-post': 'sse',
  ws: 'ws',
}

export function Choose({ language }: Props) {
  const words = CHOOSE_WORDS[language]
  const [answers, setAnswers] = useState<Answers>(CASES['order-status'])
  const ready = useMounted()
  const advice = choose(answers)
  return (
    <section class="choose" aria-label={words.title}>
      <ul class="choose-cases">
        {CASE_NAMES.map((name) => (
          <Case key={name} name={name} words={words} language={language} />
        ))}
      </ul>
      <div class="choose-own">
        <p class="choose-title">{words.own}</p>
        <p class="choose-quiet needs-script">{words.ownHint}</p>
        <div class="choose-panes">
          <div>
            <FigureSteps
              figure="choose"
              language={language}
              steps={QUESTION_NAMES.map((question, at) => ({
                name: question,
                title: words.questions[question].asks,
                at: answerText(question, answers, words),
                text: words.left(
                  stillPossible(answers, QUESTION_NAMES.slice(0, at + 1)).map(
                    (choice) => words.choices[choice],
                  ),
                ),
                more: (
                  <Asked
                    question={question}
                    answers={answers}
                    words={words}
                    ready={ready}
                    onAnswer={(answer) => setAnswers({ ...answers, [question]: answer })}
                  />
                ),
              }))}
              ready={ready}
              plays={false}
              onStep={() => undefined}
            />
          </div>
          <div aria-live="polite">
            <AdviceView advice={advice} words={words} language={language} />
          </div>
        </div>
      </div>
    </section>
  )
}

interface CaseProps {
  readonly name: CaseName
  readonly words: ChooseWords
  readonly language: Language
}

function Case({ name, words, language }: CaseProps) {
  const { name: title, what, more } = words.cases[name]
  return (
    <li>
      <p class="choose-title">{title}</p>
      <p class="choose-what">{what}</p>
      <details>
        <summary>{words.reveal}</summary>
        <AdviceView advice={choose(CASES[name])} words={words} language={language} />
        <p class="choose-quiet">{more}</p>
      </details>
    </li>
  )
}

interface AdviceProps {
  readonly advice: Advice
  readonly words: ChooseWords
  readonly language: Language
}

function AdviceView({ advice: { choice, reasons, watch }, words, language }: AdviceProps) {
  const transport = TRANSPORT_OF[choice]
  return (
    <div class={`choose-advice hue-${transport}`}>
      <p class="choose-choice">
        <span class="glyph" aria-hidden="true">
          {TRANSPORT_GLYPHS[transport]}
        </span>{' '}
        {words.ourAnswer(words.choices[choice])}
      </p>
      <p class="choose-label">{words.because}</p>
      <ul>
        {reasons.map((name) => (
          <Linked key={name} words={words.reasons[name]} language={language} />
        ))}
      </ul>
      {watch.length === 0 ? null : (
        <>
          <p class="choose-label">{words.lookOut}</p>
          <ul>
            {watch.map((name) => (
              <Linked key={name} words={words.watch[name]} language={language} />
            ))}
          </ul>
        </>
      )}
    </div>
  )
}

function Linked({ words: { text, to, link }, language }: { words: LinkedWords; language: Language }) {
  return (
    <li>
      {text}
      {language === 'en' ? ' ' : ''}
      <a href={to.startsWith('#') ? to : pathIn(language, `/${to}`)}>{link}</a>
    </li>
  )
}

function answerText(question: Question, answers: Answers, words: ChooseWords): string | undefined {
  const labels: Readonly<Record<string, string>> = words.questions[question].answers
  return labels[answers[question]]
}

interface AskedProps {
  readonly question: Question
  readonly answers: Answers
  readonly words: ChooseWords
  readonly ready: boolean
  readonly onAnswer: (answer: string) => void
}

function Asked({ question, answers, words, ready, onAnswer }: AskedProps) {
  const { asks, answers: texts } = words.questions[question]
  const labels: Readonly<Record<string, string>> = texts
  return (
    <fieldset class="needs-script" disabled={!ready}>
      <legend class="only-heard">{asks}</legend>
      {QUESTIONS[question].map((answer) => (
        <label key={answer}>
          <input
            type="radio"
            name={`choose-${question}`}
            value={answer}
            checked={answers[question] === answer}
            onChange={() => onAnswer(answer)}
          />
          {labels[answer]}
        </label>
      ))}
    </fieldset>
  )
}
