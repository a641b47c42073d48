/** axe on a page, or on a part of it, in both themes: what the tests of pages and of figures in use ask. */
import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/** What axe finds in a page, or in one part of it, a line each. */
async function violations(axe: AxeBuilder): Promise<readonly string[]> {
  const { violations } = await axe.analyze()
  return violations.flatMap((rule) =>
    rule.nodes.map((node) => `${rule.id}: ${node.target.join(' ')}: ${node.failureSummary ?? rule.help}`),
  )
}

/**
 * All in one call in the page (axe names that its legacy mode), asked for violations only: by default it hands every node it
 * passed over to a second page, which for a chapter of five thousand elements takes four times as long and finds the same.
 * What it gives up is to look into frames of another origin; ours have none at rest.
 */
function axeOn(page: Page): AxeBuilder {
  return new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] })
}

/** The page in light with every rule, then in dark, where only colours differ, with the rule that looks at colours. */
export async function expectNothingFound(
  page: Page,
  part: (axe: AxeBuilder) => AxeBuilder = (axe) => axe,
): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light' })
  expect(await violations(part(axeOn(page)))).toEqual([])
  await page.emulateMedia({ colorScheme: 'dark' })
  expect(await violations(part(axeOn(page).withRules(['color-contrast'])))).toEqual([])
}
