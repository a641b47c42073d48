/**
 * The story of a figure as its chapter tells it, checked while the site is built: every stop of the story is told, in its order,
 * in each language; its query finds exactly one moment in the recorded run; each number it asks for is there. Runs under Node only.
 */
import { BENCH_WORDS } from '../view/words.ts'
import type { Language } from '../../words/languages.ts'
import { stopsOf, type Stop } from '../model/stop.ts'
import { queryFrom } from '../../wire/trace/queries/written-query.ts'
import type { Found } from '../../wire/trace/queries/query.ts'
import type { Scene } from '../model/scenes.ts'
import { originOf } from '../view/moments.ts'
import { numberKey, numbersIn, type StopText, type StoryStop, type Told } from '../view/story/story-stop.ts'
import { stopBytes } from '../view/story/stop-bytes.ts'
import { numberTold } from '../view/story/stop-numbers.ts'
import { foldCapture } from './captures.ts'

const TOLD = /<template data-stop="([^"]*)" data-title="([^"]*)" data-todo="([^"]*)">([\s\S]*?)<\/template>/g

/** The stops told in rendered prose, and what is left of it: the figure's caption. */
export function takeStops(html: string): { readonly texts: readonly StopText[]; readonly rest: string } {
  const texts = [...html.matchAll(TOLD)].map(([, name = '', title = '', todo = '', text = '']) => ({
    name,
    title: unescaped(title),
    todo: unescaped(todo),
    html: text.trim(),
  }))
  return { texts, rest: html.replace(TOLD, '').trim() }
}

function unescaped(attribute: string): string {
  return attribute
    .replaceAll('&#34;', '"')
    .replaceAll('&#38;', '&')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
}

/** Joins what is told to where it is. Throws, naming figure and stop, where the two do not fit the recorded runs. */
export function readStory(
  scene: Scene,
  stops: readonly Stop[],
  texts: readonly StopText[],
  language: Language,
): readonly StoryStop[] {
  const said = texts.map(({ name }) => name).join(', ')
  const there = stops.map(({ name }) => name).join(', ')
  if (said !== there) {
    throw new Error(
      `<Bench scene="${scene.name}"> tells the stops ${said || 'none'}; the figure has ${there || 'none'}`,
    )
  }
  const story = stops.flatMap((stop, index) => {
    const text = texts[index]
    const told: Record<string, Told> = {}
    return text === undefined ? [] : [{ ...stop, ...text, told }]
  })
  for (const variant of scene.variants ?? [undefined]) {
    const told = stopsOf(story, variant?.name)
    const view = foldCapture(scene, variant?.name)
    const found = told.map((stop) => {
      const moments = queryFrom(stop.at).find(view)
      const [only] = moments
      if (only === undefined || moments.length > 1) {
        const where = variant === undefined ? '' : ` in “${variant.name}”`
        throw new Error(
          `stop “${stop.name}” of ${scene.name}${where} finds ${moments.length} moments, and must find one`,
        )
      }
      return only
    })
    const run = { view, words: BENCH_WORDS[language], origin: originOf(view.timeline) }
    told.forEach((stop, index) => {
      const here = found[index] as Found
      const numbers = numbersIn(stop.html).map(({ of, at }) => {
        const number = numberTold({ of, at }, index, told, found, run)
        if (number === undefined)
          throw new Error(
            `stop “${stop.name}” of ${scene.name} has no number “${of}”${at === undefined ? '' : ` from “${at}”`}`,
          )
        return [numberKey(of, at), number] as const
      })
      const bytes = stopBytes(view, here)
      stop.told[variant?.name ?? ''] = {
        found: foundShort(here),
        numbers: Object.fromEntries(numbers),
        ...(bytes === undefined ? {} : { bytes }),
      }
    })
  }
  return story
}

/** What of it the page cannot take from the run as it is seen. */
function foundShort({ moment, unit, field }: Found): Told['found'] {
  return { moment, ...(unit === undefined ? {} : { unit }), ...(field === undefined ? {} : { field }) }
}
