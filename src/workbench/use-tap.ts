/**
 * The owner's tap on the workbench. Its key comes in the fragment of the address that the tap printed, and leaves the address bar at
 * once, so that no copied address has it; a tab that is loaded anew finds it where only this tab and this origin look.
 */
import { useEffect, useMemo, useRef } from 'preact/hooks'
import { useLoaded } from '../ui/use-loaded.ts'
import type { RunOnShow } from './run-on-show.ts'

const PREFIX = '#tap='
const KEPT_AS = 'comet-tap'

/** The key that this page was opened with, taken out of its address; nothing where it was opened otherwise. */
export function takeTapKey(): string | undefined {
  const { hash, pathname, search } = location
  try {
    if (hash.startsWith(PREFIX)) {
      const key = hash.slice(PREFIX.length)
      history.replaceState(null, '', pathname + search)
      sessionStorage.setItem(KEPT_AS, key)
      return key
    }
    return hash === '' ? (sessionStorage.getItem(KEPT_AS) ?? undefined) : undefined
  } catch {
    // Storage can be closed to a page: the key is then the fragment's alone.
    return hash.startsWith(PREFIX) ? hash.slice(PREFIX.length) : undefined
  }
}

/** What a tap needs is fetched by a page that has one. */
const PARTS = async () => {
  const [{ openTap }, { TapBoard }] = await Promise.all([
    import('../tap/model/tap-session.ts'),
    import('../tap/view/TapBoard.tsx'),
  ])
  return { openTap, TapBoard }
}

const EMPTY = { exchanges: [], connections: [], exchange: nothing, source: nothing, unit: nothing }
const NO_RUN: RunOnShow = { events: [], conversation: EMPTY, version: -1, shown: 0 }

/** The session of a key, with its run as it stands; `parts` is there once it was fetched. */
export function useTap(key: string | undefined) {
  const parts = useLoaded(PARTS, key !== undefined)
  const session = useMemo(
    () => (key === undefined || parts === undefined ? undefined : parts.openTap(key)),
    [key, parts],
  )
  useEffect(() => () => session?.end(), [session])
  const version = session?.version.value ?? -1
  const made = useRef<
    { readonly of: unknown; readonly version: number; readonly run: RunOnShow } | undefined
  >(undefined)
  if (session === undefined) return { run: NO_RUN }
  const { store } = session
  if (made.current?.of !== store || made.current.version !== version) {
    const { events, conversation } = store.run
    made.current = { of: store, version, run: { events, conversation, version, shown: events.length } }
  }
  return { run: made.current.run, session, TapBoard: parts?.TapBoard }
}

function nothing(): undefined {
  return undefined
}
