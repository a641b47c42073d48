import { describe, expect, it } from 'vitest'
import { gatheredCorrections } from './gathered-corrections.ts'

const HTML = `<h2>x</h2><p>left out</p>
<template data-correction="{&quot;id&quot;:&quot;F1&quot;,&quot;said&quot;:&quot;a &amp;amp; \\&quot;b\\&quot; <c>&quot;,&quot;clause&quot;:{&quot;rfc&quot;:6202,&quot;section&quot;:&quot;2.1&quot;}}">
<p>See <a href="#the-gap">there</a>, <a href="https://example.org/#x">elsewhere</a>.</p>
</template>
<p>left out</p>
<template data-correction="{&quot;id&quot;:&quot;F2&quot;,&quot;said&quot;:&quot;d&quot;}"><p>So.</p></template>`

describe('gatheredCorrections', () => {
  const gathered = gatheredCorrections(HTML, '/long-polling/')

  it('takes what stands in the templates and nothing around them', () => {
    expect([...gathered.keys()]).toEqual(['F1', 'F2'])
    expect(gathered.get('F2')).toEqual({ id: 'F2', said: 'd', body: '<p>So.</p>' })
  })

  it('undoes the escapes of an attribute once', () => {
    expect(gathered.get('F1')).toMatchObject({
      said: 'a &amp; "b" <c>',
      clause: { rfc: 6202, section: '2.1' },
    })
  })

  it('leads links within the chapter to the chapter, and no others', () => {
    expect(gathered.get('F1')?.body).toContain('href="/long-polling/#the-gap"')
    expect(gathered.get('F1')?.body).toContain('href="https://example.org/#x"')
  })
})
