import { describe, expect, it } from 'vitest'
import { makeField } from '../wire/field/field.ts'
import type { Field } from '../wire/field/field.ts'
import { bracketRows, bracketsOf } from './byte-brackets.ts'

const kind = (field: Field): string => field.kind

describe('the brackets of a unit', () => {
  it('are its top fields', () => {
    const fields = [
      makeField('http.status-line', 's', 10, 27, { children: [makeField('http.version', 's', 10, 18)] }),
      makeField('http.head-end', 's', 27, 29),
    ]
    expect(bracketsOf({ fields }, kind, 'bits')).toEqual([
      { start: 10, end: 27, label: 'http.status-line' },
      { start: 27, end: 29, label: 'http.head-end' },
    ])
  })

  it('are the fields inside, where one field is all of the unit', () => {
    const inner = [makeField('json.envelope', 's', 0, 4), makeField('json.event', 's', 4, 9)]
    const fields = [makeField('http.content', 's', 0, 9, { children: inner })]
    expect(bracketsOf({ fields }, kind, 'bits').map(({ label }) => label)).toEqual([
      'json.envelope',
      'json.event',
    ])
    const bare = [makeField('http.content', 's', 0, 9)]
    expect(bracketsOf({ fields: bare }, kind, 'bits').map(({ label }) => label)).toEqual(['http.content'])
  })
})

describe('the brackets of a frame', () => {
  it('are one for all fields narrower than a byte, then one for each field', () => {
    const narrow = (start: number, from: number, to: number): Field => ({
      ...makeField('websocket.fin', 's', start, start + 1),
      bits: { start: from, end: to },
    })
    const fields = [
      narrow(0, 0, 1),
      narrow(0, 1, 8),
      narrow(1, 0, 8),
      makeField('websocket.masking-key', 's', 2, 6),
      makeField('websocket.masked-payload', 's', 6, 11),
    ]
    expect(bracketsOf({ fields }, kind, 'bits')).toEqual([
      { start: 0, end: 2, label: 'bits' },
      { start: 2, end: 6, label: 'websocket.masking-key' },
      { start: 6, end: 11, label: 'websocket.masked-payload' },
    ])
  })
})

describe('a bracket of what goes on beyond the bytes', () => {
  it('is open at that end', () => {
    const rows = bracketRows([{ start: 0, end: 10, label: 'a', startsBefore: true, endsAfter: true }], 0, 8)
    expect(rows.get(0)).toEqual([{ from: 0, to: 8, opens: false, closes: false, label: 'a' }])
    expect(rows.get(1)).toEqual([{ from: 0, to: 2, opens: false, closes: false }])
  })
})

describe('the rows of brackets', () => {
  const rows = bracketRows(
    [
      { start: 100, end: 106, label: 'a' },
      { start: 106, end: 121, label: 'b' },
      { start: 121, end: 122, label: 'c' },
    ],
    100,
    8,
  )

  it('cut each bracket at the end of a row and leave the cut open', () => {
    expect(rows.get(0)).toEqual([
      { from: 0, to: 6, opens: true, closes: true, label: 'a' },
      { from: 6, to: 8, opens: true, closes: false },
    ])
    expect(rows.get(2)?.[0]).toEqual({ from: 0, to: 5, opens: false, closes: true })
  })

  it('name each bracket once, in the first piece with room, else in its widest', () => {
    expect(rows.get(1)).toEqual([{ from: 0, to: 8, opens: false, closes: false, label: 'b' }])
    expect(rows.get(2)?.[1]).toMatchObject({ label: 'c', from: 5, to: 6 })
    const labels = [...rows.values()].flat().flatMap(({ label }) => label ?? [])
    expect(labels.sort()).toEqual(['a', 'b', 'c'])
  })

  it('cover every byte once', () => {
    const covered = [...rows].flatMap(([row, pieces]) =>
      pieces.flatMap(({ from, to }) =>
        Array.from({ length: to - from }, (_, index) => 100 + row * 8 + from + index),
      ),
    )
    expect(covered.sort((a, b) => a - b)).toEqual(Array.from({ length: 22 }, (_, index) => 100 + index))
  })
})
