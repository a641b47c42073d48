/**
 * Captures as the build reads them: the text for a bench, the folded views for a figure's facts and for numbers and heads in
 * the prose. Each is read and folded once a build. Runs under Node only.
 */
import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { captureOf, type Scene } from '../model/scenes.ts'
import { foldTrace } from '../../wire/trace/timeline/timeline.ts'
import { encodeSeenRun } from '../../wire/trace/seen-run.ts'
import { decodeTrace } from '../../wire/trace/trace-codec.ts'
import type { Trace } from '../../wire/trace/trace.ts'
import type { TraceView } from '../../wire/trace/views.ts'
import { seenName } from '../view/scene-data.ts'

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

/** A recorded run as it is seen, and what its file is called. */
export function seenRunOf(scene: Scene, variant?: string): { readonly name: string; readonly text: string } {
  const { name, trace, timeline } = foldCapture(scene, variant)
  return { name: seenName(name), text: encodeSeenRun({ ...trace, timeline }) }
}

/** The names of all captures. */
export function captureList(): readonly string[] {
  return globSync(`${FOLDER}/*.json`)
    .map((file) => basename(file, '.json'))
    .sort()
}

/** The capture of a scene, or of a variant of it, folded into conversation and timeline with the lanes that ran. */
export function foldCapture(scene: Scene, variant?: string): FoldedCapture {
  const name = captureOf(scene, variant)
  const known = folded.get(name)
  if (known) return known
  const lanes = scene.variants?.find((each) => each.name === variant)?.lanes ?? scene.lanes
  const decoded = decodeTrace(readCaptureText(name))
  if (!decoded.ok) throw new Error(`the capture “${name}” cannot be read: ${decoded.message}`)
  const { trace } = decoded
  const capture = { name, scene, trace, ...foldTrace(trace.events, lanes) }
  folded.set(name, capture)
  return capture
}
