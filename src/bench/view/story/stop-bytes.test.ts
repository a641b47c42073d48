import { describe, expect, it } from 'vitest'
import { readCapture } from '../../../figures/captures.ts'
import { queryFrom } from '../../../wire/trace/queries/written-query.ts'
import { stopBytes } from './stop-bytes.ts'

describe('the bytes of a stop', () => {
  it.each(['the-deflate', 'the-deflate.deflate', 'first-frames'])(
    'say what a text frame says, compressed or not: %s',
    (capture) => {
      const view = readCapture(capture)
      const [first] = queryFrom({ find: 'frame', way: 'down', opcode: 'text' }).find(view)
      const shown = first && stopBytes(view, first)
      expect(shown && 'parts' in shown && shown.parts[0]?.kind).toBe('head')
      expect(shown && 'said' in shown && shown.said).toMatch(/^\{"id":\d,"type":"/)
    },
  )
})
