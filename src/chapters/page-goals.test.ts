import { globSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { goalsOf, guessesOf, stopsTold } from './page-goals.ts'

const PAGE = `
<Guess id="how-late" answer="a">x</Guess>

<Bench scene="two-polls">See.</Bench>

<Goals>
  <Goal check="first">See the
    first.</Goal>
  <Goal check="second">Send \`</script>\` twice.</Goal>
</Goals>

<WebSocketEndings scene="ten-ends" />

<Goals>
  <Goal check="third">Be told 1006.</Goal>
</Goals>
`

it('gives the goals in their order, each with its words and its figure', () => {
  expect(goalsOf(PAGE)).toEqual([
    { check: 'first', text: ['See the first.'], figure: 'figure-two-polls' },
    { check: 'second', text: ['Send ', '</script>', ' twice.'], figure: 'figure-two-polls' },
    { check: 'third', text: ['Be told 1006.'], figure: 'figure-ten-ends-table' },
  ])
})

it('gives the stops that figures tell as they open, each with its figure', () => {
  const told = stopsTold(`
<Bench scene="first-frames">See.
  <Stop name="text" title="A" todo="B">Told.</Stop>
</Bench>
<Bench scene="the-loop">See.
  <Stop name="opened" title="A" todo="B">Told.</Stop>
  <Stop name="asks" title="A" todo="B">Told of another variant.</Stop>
</Bench>
`)
  expect(told).toEqual(['first-frames.text', 'the-loop.opened'])
})

it('finds no stop that two pages tell: read on one, it would count as read on the other', () => {
  const pages = globSync('content/chapters/en/**/*.mdx')
  const told = pages.flatMap((page) => stopsTold(readFileSync(page, 'utf8')))
  expect(pages.length).toBeGreaterThan(10)
  expect(told.filter((stop, index) => told.indexOf(stop) !== index)).toEqual([])
})

it('gives the guesses', () => {
  expect(guessesOf(PAGE)).toEqual(['how-late'])
})
