/** The owner's tap on the workbench: what it needs is fetched by a page that has one. */
import { useEffect, useMemo, useRef } from 'preact/hooks'
import { useLoaded } from '../ui/use-loaded.ts'
import { asConversation, type RunOnShow } from './run-on-show.ts'

const PARTS = async () => {
  const [{ openTap }, { TapBoard }] = await Promise.all([
    import('../tap/model/tap-session.ts'),
    import('../tap/view/TapBoard.tsx'),
  ])
  return { openTap, TapBoard }
}

const NO_RUN: RunOnShow = { events: [], conversation: asConversation([]), version: -1, shown: 0 }

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
