/**
 * Which transport fits, decided by five questions about the case and by nothing else: the rules, the reasons in the order in which
 * they count, and the five cases that the chapter works through. Pure; the widget says it in words and links each reason to a run.
 */

export interface Answers {
  /** Whether, and how often, the page itself has something to say. */
  readonly up: 'never' | 'seldom' | 'often'
  readonly content: 'text' | 'binary'
  /** How late news may be. */
  readonly lateness: 'seconds' | 'at-once'
  /** A stream of news without end, or one answer that takes its time. */
  readonly shape: 'goes-on' | 'one-answer'
  /** What stands between: a way one knows, or networks of strangers. */
  readonly way: 'known' | 'unknown'
}

export const QUESTIONS = {
  shape: ['goes-on', 'one-answer'],
  lateness: ['at-once', 'seconds'],
  up: ['never', 'seldom', 'often'],
  content: ['text', 'binary'],
  way: ['known', 'unknown'],
} as const satisfies { readonly [Q in keyof Answers]: readonly Answers[Q][] }

export type Question = keyof Answers

export const QUESTION_NAMES = Object.keys(QUESTIONS) as readonly Question[]

export type Choice = 'short-poll' | 'fetch-stream' | 'sse' | 'sse-and-post' | 'ws'

export type ReasonName =
  | 'ends-by-itself'
  | 'asks-by-post'
  | 'cached-for-all'
  | 'half-an-interval'
  | 'said-often'
  | 'bytes-as-they-are'
  | 'one-way-is-enough'
  | 'comes-back-by-itself'
  | 'seldom-is-cheap'
  | 'plain-http'

export type WatchName =
  | 'six-connections'
  | 'buffering'
  | 'upgrade-refused'
  | 'coming-back-is-yours'
  | 'silence'
  | 'base64'
  | 'resume-is-yours'

export interface Advice {
  readonly choice: Choice
  /** The first decided. */
  readonly reasons: readonly ReasonName[]
  readonly watch: readonly WatchName[]
}

/** Gives the choice for a case, why, and what to look out for. */
export function choose({ up, content, lateness, shape, way }: Answers): Advice {
  const buffering: readonly WatchName[] = way === 'unknown' ? ['buffering'] : []
  const base64: readonly WatchName[] = content === 'binary' ? ['base64'] : []
  // One answer is one answer: no channel has to be kept for it, unless the page goes on talking meanwhile.
  if (shape === 'one-answer' && up !== 'often') {
    return {
      choice: 'fetch-stream',
      reasons: ['ends-by-itself', 'asks-by-post'],
      watch: [...buffering, 'resume-is-yours', ...base64],
    }
  }
  if (up === 'often' || content === 'binary') {
    const reasons: readonly ReasonName[] = [
      ...(up === 'often' ? (['said-often'] as const) : []),
      ...(content === 'binary' ? (['bytes-as-they-are'] as const) : []),
    ]
    const refused: readonly WatchName[] = way === 'unknown' ? ['upgrade-refused'] : []
    return { choice: 'ws', reasons, watch: [...refused, 'coming-back-is-yours', 'silence'] }
  }
  if (lateness === 'seconds' && up === 'never') {
    return { choice: 'short-poll', reasons: ['cached-for-all', 'half-an-interval'], watch: [] }
  }
  const plain: readonly ReasonName[] = way === 'unknown' ? ['plain-http'] : []
  return up === 'never'
    ? {
        choice: 'sse',
        reasons: ['one-way-is-enough', 'comes-back-by-itself', ...plain],
        watch: [...buffering, 'six-connections', 'silence'],
      }
    : {
        choice: 'sse-and-post',
        reasons: ['seldom-is-cheap', 'comes-back-by-itself', ...plain],
        watch: [...buffering, 'six-connections', 'silence'],
      }
}

/** The choices that the answers to some of the questions leave, whatever the others' will be. */
export function stillPossible(answers: Answers, given: readonly Question[]): readonly Choice[] {
  const cases = QUESTION_NAMES.reduce<readonly Answers[]>(
    (all, question) =>
      given.includes(question)
        ? all
        : all.flatMap((each) => QUESTIONS[question].map((answer) => ({ ...each, [question]: answer }))),
    [answers],
  )
  return [...new Set(cases.map((each) => choose(each).choice))]
}

export type CaseName = 'score-board' | 'chat' | 'cursors' | 'language-model' | 'order-status'

/** The cases of the chapter, by their answers. */
export const CASES: Readonly<Record<CaseName, Answers>> = {
  'score-board': { shape: 'goes-on', lateness: 'seconds', up: 'never', content: 'text', way: 'known' },
  chat: { shape: 'goes-on', lateness: 'at-once', up: 'seldom', content: 'text', way: 'known' },
  cursors: { shape: 'goes-on', lateness: 'at-once', up: 'often', content: 'binary', way: 'known' },
  'language-model': {
    shape: 'one-answer',
    lateness: 'at-once',
    up: 'seldom',
    content: 'text',
    way: 'known',
  },
  'order-status': { shape: 'goes-on', lateness: 'at-once', up: 'never', content: 'text', way: 'unknown' },
}

export const CASE_NAMES = Object.keys(CASES) as readonly CaseName[]
