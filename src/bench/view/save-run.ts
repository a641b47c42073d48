/** Saves the run on show as a file, once what writes it and the bytes of a recorded one are here. */
import { saveFile } from '../../ui/save-file.ts'
import type { BenchModel } from '../model/bench-model.ts'

/** Resolves whether it could: what was missing may not have come. */
export async function saveRun(model: BenchModel, name: string): Promise<boolean> {
  const isHere = (await model.prepare()) && (!model.isRecorded.peek() || (await model.read()))
  if (isHere) saveFile(model.text(), `${name}.json`, 'application/json')
  return isHere
}
