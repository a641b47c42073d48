/** What a stop tells the reader to press is written on a control of its figure, in the reader's language. */
import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Scene } from '../../src/bench/model/scenes.ts'
import { BENCH_WORDS } from '../../src/bench/view/words.ts'
import { BREAKING_OUT_WORDS } from '../../src/figures/breaking-out/words.ts'
import { BYTE_STACK_WORDS } from '../../src/figures/byte-stack/words.ts'
import { ENDINGS_WORDS } from '../../src/figures/websocket-endings/words.ts'
import type { Language } from '../../src/words/languages.ts'
import { sceneNamed, type SceneName } from '../../src/figures/lookup.ts'

const CHAPTERS = globSync('content/chapters/{en,zh}/**/*.mdx')

/** What is written on the buttons of a scene's bar, and on the one that sends a kilobyte. */
function labelsOf(scene: Scene, language: Language): readonly string[] {
  const { bench, controls, run, transport } = BENCH_WORDS[language]
  const faults = (scene.faults ?? []).map((request) => {
    const fault = run.faults[request.kind]
    if (scene.lanes.length === 1 || !('transport' in request)) return fault
    return controls.fault(fault, request.transport === 'all' ? run.all : transport[request.transport])
  })
  const several =
    scene.several === undefined ? [] : [controls.publishSeveral(scene.several.count, scene.several.apartMs)]
  return [
    bench.start,
    bench.stop,
    bench.more,
    controls.publishGoal,
    controls.send,
    controls.sendBinary(16),
    BYTE_STACK_WORDS[language].sendKilobyte(1024),
    // Two figures below a bench act on its run.
    ...Object.values(BREAKING_OUT_WORDS[language].example),
    ...Object.values(ENDINGS_WORDS[language].causes).map(({ name }) => name),
    ...several,
    ...faults,
  ]
}

describe('what to press, as told in', () => {
  it.each(CHAPTERS)('%s, is on a button', (chapter) => {
    const language: Language = chapter.includes('/zh/') ? 'zh' : 'en'
    const text = readFileSync(chapter, 'utf8')
    for (const [, scene = '', told = ''] of text.matchAll(/<Bench scene="([\w-]+)">([\s\S]*?)<\/Bench>/g)) {
      const labels = labelsOf(sceneNamed(scene as SceneName), language)
      const named = [...told.matchAll(/ todo="([^"]*)"/g)].flatMap(([, todo = '']) =>
        [...todo.matchAll(/“([^”]*)”/g)].map(([, label = '']) => label),
      )
      for (const label of named) expect(labels, `${scene}: “${label}”`).toContain(label)
    }
  })
})
