import { describe, expect, it } from 'vitest'
import { outlineOf } from './outline.ts'

describe('outlineOf', () => {
  it('takes headings of the second and third level in order, as plain text', () => {
    const mdx = `Text.
<Heading id="asking">Asking again
  and again</Heading>
<Heading id="small" level={3}>Small</Heading>
<Heading id="smaller" level={4}>Smaller</Heading>
{/* <Heading id="gone">Gone</Heading> */}
<Heading id="304">What <Transport name="long-poll">it</Transport> does with \`304\`</Heading>`
    expect(outlineOf(mdx)).toEqual([
      { id: 'asking', text: 'Asking again and again', level: 2 },
      { id: 'small', text: 'Small', level: 3 },
      { id: '304', text: 'What it does with 304', level: 2 },
    ])
  })
})
