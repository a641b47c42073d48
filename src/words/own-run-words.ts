/**
 * What the figures say that open EventSources of their own: whose run is on show, and the states of the interface. English and
 * Simplified Chinese. Their own words are in `event-stream-editor-words.ts`, `stream-ends-words.ts`, `seventh-connection-words.ts`.
 */
import type { LiveState, StopReason } from '../bench/model/bench-model.ts'
import { BENCH_WORDS } from './bench-words.ts'
import type { Language } from './languages.ts'

export interface OwnRunWords {
  readonly live: string
  readonly stop: string
  readonly showRecorded: string
  readonly tryNow: string
  readonly needsScript: string
  /** Whose bytes are on show, and why nothing runs. */
  readonly state: (state: LiveState, isRecorded: boolean, isEmpty: boolean) => string
  /** EventSource's readyState with its name. */
  readonly readyState: (value: number) => string
}

const NAMES = ['CONNECTING', 'OPEN', 'CLOSED']

function readyState(value: number): string {
  return `${value} ${NAMES[value] ?? ''}`.trimEnd()
}

function stateText(
  live: string,
  because: Readonly<Record<StopReason, string>>,
  bench: (typeof BENCH_WORDS)['en']['bench'],
): OwnRunWords['state'] {
  return (state, isRecorded, isEmpty) => {
    switch (state.kind) {
      case 'recorded':
        return bench.recordedStill
      case 'starting':
        return bench.starting
      case 'running':
        return live
      case 'stopped':
        return isRecorded ? bench.recordedStill : isEmpty ? '' : because[state.because ?? 'reader']
      case 'server-gone':
        return bench.heard['server-gone']
      case 'refused':
        return bench.refused(state.message)
    }
  }
}

/** Off the screen for how long differs from figure to figure. */
const AWAY: Readonly<Record<Language, string>> = {
  en: 'your run, stopped: it was off the screen',
  zh: '你的运行，已停止：移出了屏幕',
}

function words(language: Language, live: string): OwnRunWords {
  const { bench } = BENCH_WORDS[language]
  return {
    live,
    stop: bench.stop,
    showRecorded: bench.showRecorded,
    tryNow: bench.tryNow,
    needsScript: bench.needsScript,
    state: stateText(live, { ...bench.because, away: AWAY[language] }, bench),
    readyState,
  }
}

export const OWN_RUN_WORDS: Readonly<Record<Language, OwnRunWords>> = {
  en: words('en', 'live, yours: your browser’s own EventSource, the bytes from the server’s socket'),
  zh: words('zh', '实时，你自己的：浏览器自己的EventSource，字节抄自服务器的套接字'),
}
