/** What the owner of a run sees who lets others watch: the link, how many do, and the end of it. */
import { useEffect, useMemo, useState } from 'preact/hooks'
import { shareRun } from '../../model/share-run.ts'
import { watchFragment } from '../../model/watch-link.ts'
import type { BenchViewState } from '../bench-view-state.ts'
import { WATCH_WORDS } from './words.ts'
import { copyText } from '../../../ui/copy-text.ts'
import { QuietButton } from '../../../ui/Button.tsx'

interface Props {
  readonly viewState: BenchViewState
  readonly scene: string
  readonly onClose: () => void
}

export function Sharing({ viewState: { model, language }, scene, onClose }: Props) {
  const { share: words } = WATCH_WORDS[language]
  const share = useMemo(() => shareRun(model), [model])
  useEffect(() => () => share.end(), [share])
  const [said, setSaid] = useState('')
  const key = share.key.value
  const state = share.state.value
  const fragment = watchFragment(scene, { variant: model.variant.value ?? '', key: key ?? '' })
  const link = location.origin + location.pathname + fragment
  const copy = async (): Promise<void> => setSaid(words[(await copyText(link)) ? 'copied' : 'notCopied'])
  return (
    <div class="controls controls-more" role="group" aria-label={words.label}>
      {key === undefined ? (
        <span role="status">
          {state === 'opening' ? words.opening : words[state === 'failed' ? 'failed' : 'over']}
        </span>
      ) : (
        <>
          <label class="send-box" style="flex: 1 1 24rem">
            {words.link}
            <input
              type="text"
              readOnly
              value={link}
              style="flex: 1 1 14rem; min-width: 0"
              onFocus={(event) => event.currentTarget.select()}
            />
          </label>
          <QuietButton onClick={() => void copy()}>{words.copy}</QuietButton>
          <span role="status">
            {words.count(model.watchers.value)} {said}
          </span>
        </>
      )}
      <QuietButton onClick={onClose}>{key === undefined ? words.close : words.end}</QuietButton>
    </div>
  )
}
