/**
 * The reader's own labs on the workbench: one for a live source of any transport, one that bytes are sent in. Neither is
 * there before it is asked for; both rest when the page is left.
 */
import { useEffect, useMemo } from 'preact/hooks'
import { Bench } from '../bench/model/bench-core.ts'
import type { BenchModel } from '../bench/model/bench-model.ts'
import type { Runs } from '../bench/model/runs.ts'
import { LIVE_SCENE, SENDING_SCENE } from './live-scene.ts'
import type { Source } from './sources.ts'

const LIVE = () => import('../bench/model/live-parts.ts')
/** Nothing recorded; what runs is fetched when it does. */
const RUNS: Runs = {
  whole: async () => ({ createStore: (await LIVE()).createTraceStore, traces: {} }),
  live: LIVE,
}

export interface OwnLab {
  readonly live: BenchModel
  readonly sending: BenchModel
}

export function useOwnLab(): OwnLab {
  const own = useMemo<OwnLab>(
    () => ({ live: new Bench(LIVE_SCENE, RUNS), sending: new Bench(SENDING_SCENE, RUNS) }),
    [],
  )
  useEffect(
    () => () => {
      own.live.dispose()
      own.sending.dispose()
    },
    [own],
  )
  return own
}

/** The lab whose run a source is, where it is one of the reader's own. */
export function modelOf({ kind }: Source, own: OwnLab): BenchModel | undefined {
  return kind === 'live' ? own.live : kind === 'sent' ? own.sending : undefined
}
