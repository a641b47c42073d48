/**
 * The bar above a figure: start and stop, what matters in it, what is open beside the ladder; the rest when it is asked for. Real
 * buttons and inputs; nothing acts before the page's script has taken over.
 */
import { useEffect, useId, useRef, useState } from 'preact/hooks'
import type { ComponentChildren } from 'preact'
import { recall, remember } from '../../../ui/reader-memory.ts'
import { useIsWide } from '../../../ui/use-is-wide.ts'
import type { BenchViewState } from '../bench-view-state.ts'
import type { Scene } from '../../model/scenes.ts'
import type { OpenPanes } from '../open-panes.ts'
import { PaneSwitch, type Front } from './PaneSwitch.tsx'
import { RunButtons } from './RunButtons.tsx'
import { SceneControls } from './SceneControls.tsx'
import { Button } from '../../../ui/Button.tsx'
import { Tick } from '../../../ui/Tick.tsx'
import './run-controls.css'

/** The first of a scene's controls matter most: two stand in the bar, and one where it is narrower than this. */
const WIDE = 720

interface Props {
  readonly viewState: BenchViewState
  readonly scene: Scene
  /** False until the script runs: then the bar is drawn, but nothing in it can be pressed. */
  readonly ready: boolean
  readonly panes: OpenPanes
  readonly front: Front
  readonly onFront: (front: Front) => void
  /** How the run stands. */
  readonly state: ComponentChildren
  /** What can be done with the run on show. */
  readonly tools: ComponentChildren
}

export function RunControls({ viewState, scene, ready, panes, front, onFront, state, tools }: Props) {
  const { words } = viewState
  const id = useId()
  const [more, setMore] = useState(false)
  useEffect(() => setMore(recall('more') === 'open'), [])
  const bar = useRef<HTMLDivElement>(null)
  const isWide = useIsWide(bar, WIDE)
  const of = { viewState, scene, ready }
  return (
    <>
      <div class="controls needs-script" ref={bar}>
        <RunButtons viewState={viewState} ready={ready} />
        <SceneControls {...of} controls={scene.controls.slice(0, 1)} />
        <span class="controls-second">
          <SceneControls {...of} controls={scene.controls.slice(1, 2)} />
        </span>
        <Button
          class="button-quiet"
          disabled={!ready}
          aria-expanded={more}
          aria-controls={id}
          onClick={() => {
            setMore(!more)
            remember('more', more ? '' : 'open')
          }}
        >
          {words.bench.more} <span aria-hidden="true">{more ? '▴' : '▾'}</span>
        </Button>
        {state}
        <PaneSwitch words={words} ready={ready} panes={panes} front={front} onFront={onFront} />
      </div>
      <div class="controls controls-more needs-script" id={id} hidden={!more}>
        <SceneControls {...of} controls={scene.controls.slice(isWide ? 2 : 1)} />
        <Tick
          class="controls-everywhere"
          label={words.panes.everywhere}
          checked={panes.isEverywhere}
          onChange={panes.setEverywhere}
        />
        {tools}
      </div>
    </>
  )
}
