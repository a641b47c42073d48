/** What a level is called, over the bytes and where the levels are listed. */
import type { TraceWords } from '../words/trace-words.ts'
import type { InspectorWords } from './words.ts'
import type { LevelTarget } from './byte-levels.ts'

export function levelName(target: LevelTarget, words: TraceWords, inspectorWords: InspectorWords): string {
  switch (target.kind) {
    case 'slice':
      return inspectorWords.units.step.slice
    case 'unit':
      return words.unit[target.unit.kind]
    case 'event':
      return target.event === undefined ? inspectorWords.units.event : words.eventWithId(target.event)
  }
}
