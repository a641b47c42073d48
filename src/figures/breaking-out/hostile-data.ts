/**
 * Data that would do harm inside a script element if it were written there as it is: one way out each. Published by the
 * recorded run, and what the figure's buttons offer. Kept as JSON text, in which a key is a key, whatever it is called.
 */

export type HostileName = 'end-tag' | 'comment' | 'line-separator' | 'prototype'

/** What ends the element, what begins a comment in it, what ended a line in older JavaScript, what would set a prototype. */
export const HOSTILE_JSON: Readonly<Record<HostileName, string>> = {
  'end-tag': JSON.stringify({ text: '</script><img src=x onerror=alert(1)>' }),
  comment: JSON.stringify({ text: '<!-- <script>' }),
  'line-separator': JSON.stringify({ text: 'one\u2028two' }),
  prototype: '{"__proto__":{"admin":true}}',
}
