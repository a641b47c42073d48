/** A chapter's first bench: stepped through as recorded; at Start the run becomes the reader's own, each transport delivers, and axe finds nothing. */
import { LANGUAGES, pathIn } from '../../src/words/languages.ts'
import { standInFor } from '../../src/wire/export/without-lab-id.ts'
import { sceneNamed } from '../../src/figures/lookup.ts'
import type { Trace } from '../../src/wire/trace/trace.ts'
import { expectNothingFound } from './axe.ts'
import { BenchOnPage } from './bench.ts'
import { BUSY_SCENES } from './built-pages.ts'
import { expect, test } from './site.ts'

/** The id of the first event that the reader published in a run. */
function readersEvent(run: Trace): number | undefined {
  const published = run.events.find(
    (event) =>
      event.kind === 'published' && (event.event.data as { readonly by?: string } | null)?.by === 'reader',
  )
  return published?.kind === 'published' ? published.event.id : undefined
}

function wasDelivered(run: Trace, name: string, event: number): boolean {
  return run.events.some((each) => each.kind === 'delivered' && each.run === name && each.event === event)
}

/** Every chapter once, the languages in turn: what runs is one code, and its words come from one table. */
for (const [index, [slug, scene]] of Object.entries(BUSY_SCENES).entries()) {
  const path = pathIn(LANGUAGES[(index + 1) % LANGUAGES.length] ?? 'en', `/${slug}/`)
  const runs = sceneNamed(scene).lanes.map(({ run }) => run)

  test(`${path}: steps through what was recorded, then ${runs.join(' and ')} deliver what the reader publishes, and axe finds nothing`, async ({
    page,
  }) => {
    await page.goto(path)
    const bench = new BenchOnPage(page, scene, path)
    const { words } = bench
    await bench.ready()
    await expect(bench.root.getByText(words.bench.recorded)).toBeVisible()
    const chosen = bench.root
      .getByRole('listbox', { name: words.wire.list })
      .getByRole('option', { selected: true })
    await bench.button(words.bench.stepForward).click()
    const there = await chosen.textContent()
    await bench.button(words.bench.stepBack).click()
    await expect(chosen).not.toHaveText(there ?? '')
    await bench.button(words.bench.stepForward).click()
    await expect(chosen).toHaveText(there ?? '')

    await bench.start()
    await expect(bench.root.getByText(words.bench.recorded)).toHaveCount(0)
    await bench.button(words.controls.publishGoal).click()
    const run = await bench.savedRunWith((each) => {
      const event = readersEvent(each)
      const arrived = event !== undefined && runs.every((name) => wasDelivered(each, name, event))
      return arrived ? each : undefined
    }, 'the reader’s event, delivered by every lane')
    expect(run.header.lab).toBe(standInFor(bench.lab))
    expect(run.events.some((event) => event.kind === 'step')).toBe(true)

    await bench.root.getByText(words.table.summary).click()
    const rows = bench.root.getByRole('row')
    for (const name of runs) {
      const delivered = rows
        .filter({ hasText: words.table.delivered('', undefined).trim() })
        .filter({ hasText: name })
      await expect(delivered.first()).toBeVisible()
    }

    await bench.button(words.bench.pause).click()
    // The page around it does not change by running, and is looked at in accessibility.spec.ts.
    await expectNothingFound(page, (axe) => axe.include(`[data-scene="${scene}"]`))
  })
}
