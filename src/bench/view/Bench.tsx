/**
 * A live figure: its bar, the ladder with its story, and code and bytes of the same moment when they are asked for. An
 * island: the build renders it from the capture, so that it reads as a figure without script; Start makes it the reader's own.
 */
import { useEffect, useRef, useState } from 'preact/hooks'
import { BENCH_WORDS } from './words.ts'
import { pathIn, type Language } from '../../words/languages.ts'
import type { Selection } from '../../wire/trace/selection.ts'
import { captureOf, type Scene } from '../model/scenes.ts'
import { watchIn, type WatchLink } from '../model/watch-link.ts'
import { PANES, type Pane } from '../model/stop.ts'
import { Heard } from '../../ui/Heard.tsx'
import { useLoaded } from '../../ui/use-loaded.ts'
import { useMounted } from '../../ui/use-mounted.ts'
import { useNear } from '../../ui/use-near.ts'
import { Ladder } from './ladder/Ladder.tsx'
import { PaneSwitch, type Front } from './controls/PaneSwitch.tsx'
import { RunControls } from './controls/RunControls.tsx'
import { originOf, tellingMoment } from './moments.ts'
import type { BenchViewState } from './bench-view-state.ts'
import { useOpenPanes } from './open-panes.ts'
import { RunTools } from './RunTools.tsx'
import { StateLine } from './StateLine.tsx'
import { Story } from './story/Story.tsx'
import type { StoryStop } from './story/story-stop.ts'
import { useStory } from './story/use-story.ts'
import { useBenchModel, useRestWhenAway } from './use-bench-model.ts'
import '../../ui/hues.css'
import '../../ui/panes.css'
import './bench.css'

export interface BenchProps {
  /** Its captures and sources are data of the page: see `page-data.ts`. */
  readonly scene: Scene
  readonly title: string
  readonly language: Language
  readonly story: readonly StoryStop[]
}

const CODE = () => import('./code-pane/CodePane.tsx')
const BYTES = () => import('./BytesPane.tsx')
const WATCH = () => import('./watch/parts.ts')

export function Bench({ scene, title, language, story: told }: BenchProps) {
  const model = useBenchModel(scene)
  const root = useRef<HTMLDivElement>(null)
  const ready = useMounted()
  const [said, setSaid] = useState('')
  const [front, setFront] = useState<Front>('ladder')
  const [sought, setSought] = useState<Pane>()
  const [isSharing, setSharing] = useState(false)
  const [watched, setWatched] = useState<WatchLink | undefined>(undefined)
  const watch = useLoaded(WATCH, isSharing || watched !== undefined)
  useEffect(() => setWatched(watchIn(location.hash, scene.name)), [])
  useRestWhenAway(model, root)
  const panes = useOpenPanes(scene.name, scene.opens ?? [])
  const openPane = (pane: Pane): void => {
    panes.set(pane, true)
    setFront(pane)
    setSought(pane)
  }
  const story = useStory(model, told, scene.name, root)
  const open = PANES.filter((pane) => panes.open.includes(pane) || story.opens.includes(pane))
  const code = useLoaded(CODE, open.includes('code'))
  const isRead = model.isRead.value || !model.isRecorded.value
  // Bytes that nobody has asked for wait until they are near: on a phone another pane is in front of them.
  const bytesBox = useRef<HTMLDivElement>(null)
  const isAsked = panes.isChosen || story.opens.includes('bytes')
  const isNear = useNear(bytesBox, open.includes('bytes') && !isAsked)
  const wantsBytes = open.includes('bytes') && (isAsked || isNear)
  const bytes = useLoaded(BYTES, wantsBytes)
  useEffect(() => {
    if (wantsBytes && !isRead) void model.read()
  }, [wantsBytes, isRead, model])
  const isThere = { code: code !== undefined, bytes: bytes !== undefined && isRead }
  // Once it is drawn, what was asked for comes into sight: its head, where the whole of it has no room.
  useEffect(() => {
    if (sought === undefined || !isThere[sought]) return
    setSought(undefined)
    const pane = root.current?.querySelector(`.bench-${sought}`)
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches
    const hasRoom = pane !== undefined && pane !== null && pane.getBoundingClientRect().height < innerHeight
    pane?.scrollIntoView({ block: hasRoom ? 'nearest' : 'start', behavior: calm ? 'instant' : 'smooth' })
    // Who asked for it goes on in it: the bytes by their keys, the code by its lines.
    const inside =
      pane?.querySelector<HTMLElement>('[role="grid"]') ??
      pane?.querySelector<HTMLElement>('[role="listbox"]')
    inside?.focus({ preventScroll: true })
  }, [sought, isThere.code, isThere.bytes])

  const words = BENCH_WORDS[language]
  const version = model.version.value
  const shown = model.shown.value
  const selection = model.selection.value
  const running = model.state.value.kind === 'running'
  const live = running && !model.paused.value
  const { events, timeline, conversation } = model
  const select = (next: Selection): void => {
    if (running) model.paused.value = true
    model.selection.value = next
  }
  const viewState: BenchViewState = {
    model,
    language,
    words,
    version,
    lab: model.header.value.lab,
    events,
    conversation,
    timeline,
    shown,
    selection,
    live,
    origin: originOf(timeline),
    moment:
      selection?.moment ??
      (model.isRecorded.value
        ? (story.found[story.walk.open]?.moment ?? tellingMoment(timeline, events, shown))
        : newest(shown)),
    select,
  }
  const step = (direction: 1 | -1): void => {
    // A recorded run opens at its first stop; the first step goes on from there.
    if (!running && model.selection.peek() === undefined && viewState.moment !== undefined) {
      model.selection.value = { moment: viewState.moment }
    }
    model.step('slice', direction)
  }
  return (
    <div
      class="bench"
      role="group"
      ref={root}
      aria-label={words.bench.label(title)}
      data-scene={scene.name}
      data-front={front}
      data-open={open.join(' ')}
    >
      <h3 class="only-heard">{title}</h3>
      <div class="bench-bar">
        {watched === undefined ? (
          <RunControls
            viewState={viewState}
            scene={scene}
            ready={ready}
            panes={{ ...panes, open }}
            front={front}
            onFront={setFront}
            state={<StateLine viewState={viewState} ready={ready} />}
            tools={
              <RunTools
                viewState={viewState}
                scene={scene}
                ready={ready}
                say={setSaid}
                onShare={() => setSharing(true)}
              />
            }
          />
        ) : watch === undefined ? null : (
          <watch.Watching
            viewState={viewState}
            link={watched}
            panes={
              <PaneSwitch
                words={words}
                ready={ready}
                panes={{ ...panes, open }}
                front={front}
                onFront={setFront}
              />
            }
            onLeave={() => {
              model.showRecorded()
              setWatched(undefined)
            }}
          />
        )}
        {isSharing && watch !== undefined ? (
          <watch.Sharing viewState={viewState} scene={scene.name} onClose={() => setSharing(false)} />
        ) : null}
        <p class="bench-noscript pane-part">
          {words.bench.needsScript}{' '}
          <a href={pathIn(language, `/captures/${captureOf(scene, model.variant.value)}/`)}>
            {words.bench.codeAndBytes}
          </a>
        </p>
      </div>
      <div class="bench-tells">
        <div class="bench-ladder">
          <Ladder viewState={viewState} axis={scene.axis} onEnter={() => openPane('bytes')} />
        </div>
        {story.stops.length === 0 ? null : (
          <Story
            viewState={viewState}
            story={story}
            scene={scene.name}
            ready={ready}
            onStep={step}
            onOpen={openPane}
          />
        )}
      </div>
      {open.length === 0 ? null : (
        <div class="bench-panes">
          {open.includes('code') ? (
            <div class="bench-code">
              {code === undefined ? (
                <p class="pane-part">{words.panes.loading}</p>
              ) : (
                <code.CodePane viewState={viewState} />
              )}
            </div>
          ) : null}
          {open.includes('bytes') ? (
            <div class="bench-bytes" ref={bytesBox}>
              {bytes === undefined || !isRead ? (
                <p class="pane-part">{words.panes.loading}</p>
              ) : (
                <bytes.BytesPane viewState={viewState} />
              )}
            </div>
          ) : null}
        </div>
      )}
      {/* That something stands behind the ladder and its story tells the sheet that they have come whole. */}
      <Heard>{said}</Heard>
    </div>
  )
}

function newest(shown: number): number | undefined {
  return shown === 0 ? undefined : shown - 1
}
