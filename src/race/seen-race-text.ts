/** The recorded race as its pages show it before anybody looks into its bytes. Runs in the build only. */
import { foldCapture } from '../bench/build/captures.ts'
import { seenName } from '../bench/view/scene-data.ts'
import { createRaceStore } from './model/race-store.ts'
import { raceScene } from './model/scene.ts'
import { encodeSeenRace } from './model/seen-race.ts'

/** Its text, and what its file is called. */
export function seenRace(): { readonly name: string; readonly text: string } {
  const { header, events } = foldCapture(raceScene).trace
  const store = createRaceStore(header, raceScene.lanes, events)
  return {
    name: seenName(raceScene.name),
    text: encodeSeenRace({ header, events: store.events }, store.race),
  }
}
