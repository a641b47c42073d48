import { describe, expect, it } from 'vitest'
import { outlineOf } from './outline.ts'

describe('outlineOf', () => {
  it('takes second-level headings in order, as plain text', () => {
    const mdx = `Text.
<Heading id="asking">Asking again
  and again</Heading>
<Heading id="small" level={3}>Small</Heading>
{/* <Heading id="gone">Gone</Heading> */}
<Heading id="304">What <Transport name="long-poll">it</Transport> does with \`304\`</Heading>`
    expect(outlineOf(mdx)).toEqual([
      { id: 'asking', text: 'Asking again and again' },
      { id: '304', text: 'What it does with 304' },
    ])
  })
})
