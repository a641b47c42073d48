/** What a level is called, over the bytes and where the levels are listed. */
import type { UnitView } from './lens.ts'
import type { LevelTarget } from './byte-levels.ts'

export function levelName(
  target: LevelTarget,
  { words, traceWords }: Pick<UnitView, 'words' | 'traceWords'>,
): string {
  switch (target.kind) {
    case 'slice':
      return words.units.step.slice
    case 'unit':
      return traceWords.unit[target.unit.kind]
    case 'event':
      return target.event === undefined ? words.units.event : traceWords.eventWithId(target.event)
  }
}
