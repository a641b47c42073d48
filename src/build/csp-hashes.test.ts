import { describe, expect, it } from 'vitest'
import { hashOf, inlineHandlers, inlineScripts } from './csp-hashes.ts'

describe('inlineScripts', () => {
  it('takes what runs and leaves files and data blocks', () => {
    const html = `<script>a()</script><script type="module">b()</script><script src="/x.js"></script>
      <script type=module src=/y.js></script><script type="application/json">{"c":1}</script><SCRIPT data-src="1">d()</SCRIPT>`
    expect(inlineScripts(html)).toEqual(['a()', 'b()', 'd()'])
  })

  it('keeps a script to the byte, line ends included', () => {
    expect(inlineScripts('<script>\n  a()\n</script>')).toEqual(['\n  a()\n'])
  })
})

describe('hashOf', () => {
  it('is the hash of the example of the standard', () => {
    // CSP Level 3, 8.3: the script alert('Hello, world.'); and its SHA-256.
    expect(hashOf("alert('Hello, world.');")).toBe('sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng=')
  })
})

describe('inlineHandlers', () => {
  it('finds handlers on tags, in any quotes and case', () => {
    expect(inlineHandlers('<p><a href="/" onclick="x()">y</a><img ONERROR=z src=w></p>')).toEqual([
      '<a onclick>',
      '<img ONERROR>',
    ])
  })

  it('does not take words in text, values, scripts or other attributes for handlers', () => {
    const html = `<p title="onclick=&quot;x&quot; >">onclick="x"</p><div data-on="1" one="2" lang="en"></div>
      <script>'<a onclick="x">'</script><!-- <a onclick="x"> -->`
    expect(inlineHandlers(html)).toEqual([])
  })
})
