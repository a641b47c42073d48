import { expect, it } from 'vitest'
import { documentTitle } from './document-title.ts'

it.each([
  ['Long polling', 'Comet on the wire', 'Long polling · Comet on the wire'],
  ['Comet on the wire: server push', 'Comet on the wire', 'Comet on the wire: server push'],
  ['x'.repeat(55), 'Comet on the wire', `${'x'.repeat(55)} · Comet on the wire`],
  ['x'.repeat(56), 'Comet on the wire', 'x'.repeat(56)],
  ['长'.repeat(27), '看得见的服务器推送', `${'长'.repeat(27)} · 看得见的服务器推送`],
  ['长'.repeat(28), '看得见的服务器推送', '长'.repeat(28)],
])('%s has the name of the site behind it where that fits', (title, site, expected) => {
  expect(documentTitle(title, site)).toBe(expected)
})
