/** The page's one race: made from the recorded one as it is seen, disposed of with its island; at build time made and forgotten. */
import { useEffect, useMemo } from 'preact/hooks'
import { Race } from '../model/race-core.ts'
import type { RaceModel } from '../model/race-model.ts'
import { raceScene } from '../model/scene.ts'
import { decodeSeenRace } from '../model/seen-race.ts'
import { readPageData } from '../../bench/view/page-data.ts'
import { captureData, seenName } from '../../bench/view/scene-data.ts'
import { fetchWhole } from '../../bench/view/use-bench-model.ts'

/** The race of the scene `race`; what is seen of its capture is data of the page. */
export function useRaceModel(): RaceModel {
  const race = useMemo(() => {
    const text = readPageData(captureData(seenName(raceScene.name)))
    return new Race(raceScene, {
      ...(text === undefined ? {} : { seen: decodeSeenRace(text) }),
      whole: () => fetchWhole(raceScene),
      live: () => import('../model/live-parts.ts'),
    })
  }, [])
  useEffect(() => () => race.dispose(), [race])
  return race
}
