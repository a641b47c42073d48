/** What the owner of a run sees who lets others watch: the link, how many do, and the end of it. */
import { useEffect, useMemo, useState } from 'preact/hooks'
import { shareRun } from '../../model/share-run.ts'
import { watchFragment } from '../../model/watch-link.ts'
import type { Frame } from '../frame.ts'
import { WATCH_WORDS } from './words.ts'
import './watch.css'

interface Props {
  readonly frame: Frame
  readonly scene: string
  readonly onClose: () => void
}

export function Sharing({ frame: { model, language }, scene, onClose }: Props) {
  const { share: words } = WATCH_WORDS[language]
  const share = useMemo(() => shareRun(model), [model])
  useEffect(() => () => share.end(), [share])
  const [said, setSaid] = useState('')
  const key = share.key.value
  const state = share.state.value
  const fragment = watchFragment(scene, { variant: model.variant.value ?? '', key: key ?? '' })
  const link = location.origin + location.pathname + fragment
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(link)
      setSaid(words.copied)
    } catch {
      // No clipboard without a secure context, or without leave.
      setSaid(words.notCopied)
    }
  }
  return (
    <div class="watch pane-part" role="group" aria-label={words.label}>
      {key === undefined ? (
        <p class="watch-text" role="status">
          {state === 'opening' ? words.opening : words[state === 'failed' ? 'failed' : 'over']}
        </p>
      ) : (
        <>
          <label class="watch-link">
            {words.link}{' '}
            <input type="text" readOnly value={link} onFocus={(event) => event.currentTarget.select()} />
          </label>
          <button type="button" class="quiet-button" onClick={() => void copy()}>
            {words.copy}
          </button>
          <p class="watch-text watch-count" role="status">
            {words.count(model.watchers.value)} {said}
          </p>
        </>
      )}
      <button type="button" class="quiet-button" onClick={onClose}>
        {key === undefined ? words.close : words.end}
      </button>
    </div>
  )
}
