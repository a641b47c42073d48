/** The sheet of keys: opened by `?` or a button, never over a field or a button, and its single key can be turned off for good. */
import { KEY_WORDS } from '../../src/words/key-words.ts'
import { SEND_RAW_WORDS } from '../../src/figures/send-raw/words.ts'
import { LANGUAGES, pathIn } from '../../src/words/languages.ts'
import { expectNothingFound } from './axe.ts'
import { expect, hydrate, test } from './site.ts'

const RAW = SEND_RAW_WORDS.en

for (const language of LANGUAGES) {
  const words = KEY_WORDS[language]

  test(`${pathIn(language, '/comet/')}: ? opens the sheet, Escape closes it, and it can be turned off`, async ({
    page,
  }) => {
    await page.goto(pathIn(language, '/comet/'))
    const sheet = page.getByRole('dialog', { name: words.title })
    await page.keyboard.press('?')
    await expect(sheet).toBeVisible()
    await expectNothingFound(page)
    await sheet.getByRole('checkbox', { name: words.single }).uncheck()
    await page.keyboard.press('Escape')
    await expect(sheet).toBeHidden()
    await page.reload()
    await page.keyboard.press('?')
    await expect(sheet).toBeHidden()

    const button = page.getByRole('banner').getByRole('button', { name: words.open })
    await button.press('Enter')
    await expect(sheet).toBeVisible()
    const single = sheet.getByRole('checkbox', { name: words.single })
    await expect(single).not.toBeChecked()
    await single.check()
    await sheet.getByRole('button', { name: words.close }).press('Enter')
    await expect(button).toBeFocused()
    await page.locator('#text').focus()
    await page.keyboard.press('?')
    await expect(sheet).toBeVisible()
  })
}

test('? is a character in a field and does nothing on a button', async ({ page }) => {
  await page.goto('/websocket/frames/')
  await hydrate(page.locator('#figure-send-raw astro-island'))
  const sheet = page.getByRole('dialog')
  const field = page.getByRole('textbox', { name: RAW.bytes })
  await field.fill('')
  await field.press('?')
  await expect(field).toHaveValue('?')
  await expect(sheet).toHaveCount(0)
  await page.getByRole('combobox', { name: RAW.preset }).press('?')
  await page.getByRole('banner').getByRole('button').first().press('?')
  await expect(sheet).toHaveCount(0)
})

test('on a phone the foot of the page has the button', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto('/')
  const { open, title } = KEY_WORDS.en
  await page.getByRole('contentinfo').getByRole('button', { name: open }).click()
  await expect(page.getByRole('dialog', { name: title })).toBeVisible()
})
