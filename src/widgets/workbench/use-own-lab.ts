/**
 * The reader's own lab on the workbench: a WebSocket that runs when asked for, shown as a live run and sent bytes to. One a
 * page; it rests when the page is left.
 */
import { useEffect, useMemo } from 'preact/hooks'
import { createBench } from '../../lab/bench.ts'
import type { BenchModel } from '../../lab/bench-model.ts'
import { SCENES } from '../../lab/scenes.ts'

export interface OwnLab {
  readonly model: BenchModel
}

export function useOwnLab(): OwnLab {
  const own = useMemo<OwnLab>(() => ({ model: createBench(SCENES['first-frames'], undefined) }), [])
  useEffect(() => () => own.model.dispose(), [own])
  return own
}
