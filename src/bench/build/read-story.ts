/**
 * The story of a figure as its chapter tells it, checked while the site is built: every stop of the story is told, in its order,
 * in each language; its query finds exactly one moment in the recorded run; each number it asks for is there. Runs under Node only.
 */
import { BENCH_WORDS } from '../view/words.ts'
import type { Language } from '../../words/languages.ts'
import { stopsOf, type Stop } from '../model/stop.ts'
import { queryFrom } from '../../wire/trace/queries/written-query.ts'
import type { Scene } from '../model/scenes.ts'
import { originOf } from '../view/frame.ts'
import { numbersIn, type StopText, type StoryStop } from '../view/story/story-stop.ts'
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
  const story = stops.map((stop, index) => ({ ...stop, ...(texts[index] as StopText) }))
  for (const variant of scene.variants ?? [undefined]) {
    const told = stopsOf(story, variant?.name)
    const view = foldCapture(scene, variant?.name)
    const found = told.map((stop) => {
      const moments = queryFrom(stop.at).find(view)
      if (moments.length !== 1) {
        const where = variant === undefined ? '' : ` in “${variant.name}”`
        throw new Error(
          `stop “${stop.name}” of ${scene.name}${where} finds ${moments.length} moments, and must find one`,
        )
      }
      return moments[0]
    })
    const run = { view, words: BENCH_WORDS[language], origin: originOf(view.timeline) }
    told.forEach((stop, index) => {
      for (const { of, at } of numbersIn(stop.html)) {
        if (numberTold({ of, at }, index, told, found, run) === undefined) {
          throw new Error(
            `stop “${stop.name}” of ${scene.name} has no number “${of}”${at === undefined ? '' : ` from “${at}”`}`,
          )
        }
      }
    })
  }
  return story
}
