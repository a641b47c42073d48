/** Where the stops of the story are: each hostile note as it crossed, and the first in the page's hand. */
import type { Stop } from '../../bench/model/stop.ts'

export const STOPS = [
  { name: 'published', at: { find: 'event', like: { kind: 'published', event: { type: 'note' } }, nth: 1 } },
  {
    name: 'end-tag',
    at: { find: 'unit', kind: 'script', text: String.raw`\u003c/script`, nth: 1 },
    opens: ['bytes'],
  },
  { name: 'as-data', at: { find: 'event', like: { kind: 'delivered' }, nth: 1 } },
  { name: 'comment', at: { find: 'unit', kind: 'script', text: String.raw`\u003c!--`, nth: 1 } },
  { name: 'separator', at: { find: 'unit', kind: 'script', text: String.raw`\u2028`, nth: 1 } },
  { name: 'prototype', at: { find: 'unit', kind: 'script', text: '["__proto__"]', nth: 1 } },
] as const satisfies readonly Stop[]
