/** What the workbench's words are made of in every language. */
import { captureOf, SCENE_NAMES, SCENES } from '../bench/model/scenes.ts'
import type { BenchWords } from './bench-words.en.ts'

/** The name of the scene that a capture is of; its variant's beside it. */
export function sceneName(capture: string, benchWords: BenchWords): string {
  for (const scene of SCENE_NAMES) {
    if (SCENES[scene].capture === capture) return benchWords.scene[scene]
    for (const { name } of SCENES[scene].variants ?? [])
      if (captureOf(SCENES[scene], name) === capture)
        return `${benchWords.scene[scene]} · ${benchWords.run.variants[name] ?? name}`
  }
  return capture
}

export function hexOpcode(opcode: number): string {
  return `0x${opcode.toString(16)}`
}
