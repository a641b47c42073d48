/** A figure that tries one thing after another on its bench: which is being tried, and a hand that can begin anew or stop. */
import { useEffect, useRef, useState } from 'preact/hooks'
import type { BenchModel } from '../../model/bench-model.ts'

export interface Tries<Name> {
  /** What is being tried at this moment. */
  readonly trying: Name | undefined
  /** Tries them in order, on a run that is started where none is on. What is under way ends. */
  readonly tryThem: (names: readonly Name[]) => Promise<void>
  readonly stop: () => void
}

/** `tryOne` resolves when its try is settled, or soon after its signal aborts. */
export function useTries<Name extends string>(
  model: BenchModel,
  tryOne: (name: Name, signal: AbortSignal) => Promise<unknown>,
): Tries<Name> {
  const [trying, setTrying] = useState<Name>()
  const current = useRef<AbortController>()
  useEffect(() => () => current.current?.abort(), [])

  async function tryThem(names: readonly Name[]): Promise<void> {
    const own = new AbortController()
    current.current?.abort()
    current.current = own
    setTrying(names[0])
    model.paused.value = false
    await model.start()
    for (const name of names) {
      if (own.signal.aborted || model.state.peek().kind !== 'running') break
      setTrying(name)
      await tryOne(name, own.signal)
    }
    if (current.current === own) setTrying(undefined)
  }
  function stop(): void {
    current.current?.abort()
    setTrying(undefined)
  }
  return { trying, tryThem, stop }
}
