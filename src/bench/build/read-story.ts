/**
 * The story of a figure as its chapter tells it, checked while the site is built: what is told are stops of the figure, in their
 * order (both languages tell the same: scripts/content-rules.ts); a stop's query finds exactly one moment in the recorded run; each number it asks for is there. Runs under Node only.
 */
import { BENCH_WORDS } from '../view/words.ts'
import type { Language } from '../../words/languages.ts'
import { findStop, stopsOf, type Stop } from '../model/stop.ts'
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
  const there = stops.map(({ name }) => name)
  const order = texts.map(({ name }) => there.indexOf(name))
  if (order.some((at, index) => at <= (order[index - 1] ?? -1))) {
    const said = texts.map(({ name }) => name).join(', ')
    throw new Error(
      `<Bench scene="${scene.name}"> tells the stops ${said}; the figure has, in this order, ${there.join(', ')}`,
    )
  }
  // A page may tell a part of the story: what it is about.
  const story = stops.flatMap((stop) => {
    const text = texts.find(({ name }) => name === stop.name)
    return text === undefined ? [] : [{ ...stop, ...text }]
  })
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
      return findStop(stop, view, view.events.length)
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
