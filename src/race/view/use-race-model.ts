/** The page's one race: made from its capture, disposed of with its island; at build time made and forgotten. */
import { useEffect, useMemo } from 'preact/hooks'
import { createRace } from '../model/race.ts'
import type { RaceModel } from '../model/race-model.ts'
import { raceScene } from '../model/scene.ts'
import { decodeTrace } from '../../wire/trace/trace-codec.ts'
import { readPageData } from '../../bench/view/page-data.ts'
import { captureData } from '../../bench/view/scene-data.ts'

/** The race of the scene `race`; its capture is data of the page. */
export function useRaceModel(): RaceModel {
  const race = useMemo(() => {
    const decoded = decodeTrace(readPageData(captureData(raceScene.name)) ?? '')
    // A capture that is not there or does not decode is the site's mistake and shows as an empty race.
    return createRace(raceScene, decoded.ok ? decoded.trace : undefined)
  }, [])
  useEffect(() => () => race.bench.dispose(), [race])
  return race
}
