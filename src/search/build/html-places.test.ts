import { expect, it } from 'vitest'
import { placesOf } from './html-places.ts'

const page = (main: string): string =>
  `<!doctype html><html><head><meta name="description" content="About it."></head><body><nav>Not this</nav><main>${main}</main></body></html>`

it('reads headings with the text under them, and no sign, script or list that leads elsewhere', () => {
  const html = page(`<h1>Frames</h1><p class="lead">What they are.</p><nav>Not this</nav>
    <h2 id="mask"><a class="heading-link" href="#mask">§</a>Masking</h2><p>A <b>fresh</b> key.</p><script>not()</script>
    <astro-island><h2 id="P1">Not this</h2></astro-island><h3 id="why">Why</h3><p>Because.</p>`)
  expect(placesOf(html, '/frames/')).toEqual([
    { kind: 'chapter', href: '/frames/', title: 'Frames', where: '', text: 'What they are.' },
    { kind: 'chapter', href: '/frames/#mask', title: 'Masking', where: 'Frames', text: 'A fresh key.' },
    { kind: 'chapter', href: '/frames/#why', title: 'Why', where: 'Frames', text: 'Because.' },
  ])
})

it('reads a figure, its task and its stops', () => {
  const html = page(`<h1>Polls</h1><figure id="figure-two"><figcaption><p>Look.</p></figcaption><astro-island>
    <div class="bench" aria-label="Ends: ten of them: code and bytes"><ol><li class="story-stop" id="figure-two.asks"><button><span>It asks</span><span>0.1 s</span></button>
    <div class="story-text"><div><p>489 B up.</p></div><p>GET /</p></div></li></ol></div></astro-island></figure>`)
  expect(placesOf(html, '/polls/').slice(1)).toEqual([
    { kind: 'figure', href: '/polls/#figure-two', title: 'Ends: ten of them', where: 'Polls', text: 'Look.' },
    {
      kind: 'stop',
      href: '/polls/#figure-two.asks',
      title: 'It asks',
      where: 'Ends: ten of them',
      text: '489 B up.',
    },
  ])
})

it('reads terms, corrections in their list alone, and a recorded run by its description', () => {
  const term = page(
    `<h1>Glossary</h1><dl><div id="cursor" class="glossary-entry"><dt>cursor<span>游标</span></dt><dd>Where one is.</dd><dd class="more"><span class="also">Also: offset, position</span><a href="/x/">First met</a></dd></div></dl>`,
  )
  expect(placesOf(term, '/glossary/')[1]).toMatchObject({
    kind: 'term',
    href: '/glossary/#cursor',
    title: 'cursor 游标',
    text: 'Where one is. Also: offset, position',
  })
  const listed = page(
    `<h1>Corrections</h1><section class="listed-correction" id="F1"><h3 class="said"><span class="label">Often said</span>One</h3><div class="is"><p>Other.</p></div></section>`,
  )
  expect(placesOf(listed, '/corrections/')[1]).toMatchObject({
    kind: 'correction',
    href: '/corrections/#F1',
    title: 'One',
    text: 'Other.',
  })
  expect(
    placesOf(page('<h1>C</h1><section class="correction" id="correction-F1">x</section>'), '/c/'),
  ).toHaveLength(1)
  expect(placesOf(page('<h1>Run</h1><pre>bytes</pre>'), '/captures/run/')).toEqual([
    { kind: 'capture', href: '/captures/run/', title: 'Run', where: '', text: 'About it.' },
  ])
})
