import type { BenchWords } from '../words/bench-words.ts'
import { captureOf, SCENE_NAMES, SCENES } from '../bench/model/scenes.ts'

/** The name of the scene that a capture is of; its variant's beside it. */
export function captureName(capture: string, benchWords: BenchWords): string {
  for (const scene of SCENE_NAMES) {
    if (SCENES[scene].capture === capture) return benchWords.scene[scene]
    for (const { name } of SCENES[scene].variants ?? [])
      if (captureOf(SCENES[scene], name) === capture)
        return `${benchWords.scene[scene]} · ${benchWords.run.variants[name] ?? name}`
  }
  return capture
}
