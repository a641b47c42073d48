/**
 * Captures as the build reads them: the text for a bench, the folded views for numbers and heads in the prose.
 * Each is read and folded once a build. Runs under Node only.
 */
import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { captureOf, SCENE_NAMES, SCENES, type Scene } from '../model/scenes.ts'
import { foldTrace } from '../../wire/trace/timeline/timeline.ts'
import { decodeTrace } from '../../wire/trace/trace-codec.ts'
import type { Trace } from '../../wire/trace/trace.ts'
import type { LaneSpec, TraceView } from '../../wire/trace/views.ts'

const FOLDER = 'content/captures'

/** A capture, what was said in it and when, and the scene it was recorded from. */
export interface FoldedCapture extends TraceView {
  readonly name: string
  readonly scene: Scene
  readonly trace: Trace
}

const folded = new Map<string, FoldedCapture>()

/** The text of `content/captures/<name>.json`. Throws, naming the captures there are, when it is not among them. */
export function readCaptureText(name: string): string {
  const path = `${FOLDER}/${name}.json`
  if (existsSync(path)) return readFileSync(path, 'utf8')
  throw new Error(`no capture “${name}”; there are: ${captureList().join(', ') || 'none yet'}`)
}

/** The names of all captures. */
export function captureList(): readonly string[] {
  return globSync(`${FOLDER}/*.json`)
    .map((file) => basename(file, '.json'))
    .sort()
}

/** A capture folded into conversation and timeline, with the lanes of its scene, or of the variant its name ends in. */
export function readCapture(name: string): FoldedCapture {
  const known = folded.get(name)
  if (known) return known
  const { scene, lanes } = sceneOfCapture(name)
  const decoded = decodeTrace(readCaptureText(name))
  if (!decoded.ok) throw new Error(`the capture “${name}” cannot be read: ${decoded.message}`)
  const { trace } = decoded
  const capture = { name, scene, trace, ...foldTrace(trace.events, lanes) }
  folded.set(name, capture)
  return capture
}

function sceneOfCapture(name: string): { readonly scene: Scene; readonly lanes: readonly LaneSpec[] } {
  for (const sceneName of SCENE_NAMES) {
    const scene = SCENES[sceneName]
    if (scene.capture === name) return { scene, lanes: scene.lanes }
    const variant = scene.variants?.find((each) => captureOf(scene, each.name) === name)
    if (variant) return { scene, lanes: variant.lanes }
  }
  throw new Error(`no scene shows a capture “${name}”`)
}
