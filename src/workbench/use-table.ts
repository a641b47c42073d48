/**
 * What lies on the workbench's table: the source of the run on show, and what the reader chose and changed in it. Another source
 * begins with none of that. The page's address says what lies there first, and whenever it changes.
 */
import { useEffect, useRef, useState } from 'preact/hooks'
import { readPageData } from '../bench/view/page-data.ts'
import { captureData } from '../bench/view/scene-data.ts'
import type { InspectorView } from '../bench/view/inspector-pane/Inspector.tsx'
import type { Selection } from '../wire/trace/selection.ts'
import { decodeTrace } from '../wire/trace/trace-codec.ts'
import type { ByteEdits } from './edited-run.ts'
import { openFromFragment } from './open-fragment.ts'
import { DEFAULT_CAPTURE, type OfferedCapture, type Source } from './sources.ts'
import { takeTapKey } from './tap-key.ts'
import type { OwnLab } from './use-own-lab.ts'
import type { WorkbenchWords } from './words.ts'

export function useTable(captures: readonly OfferedCapture[], own: OwnLab, words: WorkbenchWords) {
  const [source, setSource] = useState<Source>(defaultSource)
  const [selection, setSelection] = useState<Selection | undefined>(undefined)
  const [edits, setEdits] = useState<ByteEdits | undefined>(undefined)
  const [view, setView] = useState<InspectorView>({})
  const [said, setSaid] = useState('')
  /** The exchange of a tapped run whose units are listed; all without. */
  const [listed, setListed] = useState<string | undefined>(undefined)
  /** Counts what was opened: another run's list begins without filters. */
  const [opening, setOpening] = useState(0)
  /** Counts what was asked for: what comes after something newer was asked for is not shown. */
  const asked = useRef(0)

  /** Asks for something; what is given tells whether nothing newer was asked for since. */
  const ask = (): (() => boolean) => {
    const turn = ++asked.current
    return () => turn === asked.current
  }
  const open = (next: Source, at?: Selection): void => {
    // A live run that nobody looks at lets go of its lab.
    if (next.kind !== 'live') own.live.stop('away')
    asked.current++
    setSource(next)
    setOpening((before) => before + 1)
    setListed(undefined)
    setSelection(at)
    setEdits(undefined)
    // What was said was of the run before.
    setSaid('')
  }
  useEffect(() => {
    const follow = async (): Promise<void> => {
      const key = takeTapKey()
      if (key !== undefined) return open({ kind: 'tapped', key })
      const coming = openFromFragment(location.hash, captures)
      if (coming === undefined) return
      const isNewest = ask()
      const opened = await coming
      if (!isNewest()) return
      if (opened.kind === 'failed') setSaid(words.failed(opened.code))
      else {
        open(opened.source, opened.selection)
        setView(opened.view ?? {})
      }
    }
    void follow()
    const listen = (): void => void follow()
    addEventListener('hashchange', listen)
    return () => removeEventListener('hashchange', listen)
  }, [])

  return {
    ...{ source, opening, selection, setSelection, edits, setEdits, view, setView, listed, setListed },
    ...{ ask, open, said, setSaid },
  }
}

/** The recorded run that the page holds; nothing at all where it cannot be read, which is the site's mistake. */
function defaultSource(): Source {
  const decoded = decodeTrace(readPageData(captureData(DEFAULT_CAPTURE)) ?? '')
  if (!decoded.ok) throw new Error(`the page has no run to begin with: ${decoded.message}`)
  return { kind: 'capture', name: DEFAULT_CAPTURE, trace: decoded.trace }
}
