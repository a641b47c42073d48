import { describe, expect, it } from 'vitest'
import { labTarget } from './target.ts'

describe('a target', () => {
  it.each([
    ['/labs/a-b_1/long-poll?after=3', { labId: 'a-b_1', call: 'long-poll', query: 'after=3' }],
    ['/labs/x/observe', { labId: 'x', call: 'observe', query: '' }],
    ['/labs/x/ws?', { labId: 'x', call: 'ws', query: '' }],
    ['/labs/x/a/b?c?d', { labId: 'x', call: 'a/b', query: 'c?d' }],
    ['http://h:1/labs/x/sse?after=1', { labId: 'x', call: 'sse', query: 'after=1' }],
    ['HTTP://h/labs/x/sse', { labId: 'x', call: 'sse', query: '' }],
    ['https://[::1]:1/labs/x', { labId: 'x', call: '', query: '' }],
    ['/labs/x', { labId: 'x', call: '', query: '' }],
    ['/labs/x?after=/1', { labId: 'x', call: '', query: 'after=/1' }],
  ])('%s is a call of a lab', (target, parts) => {
    expect(labTarget(target)).toEqual(parts)
  })

  it.each([
    '/',
    '/labs',
    '/labs/',
    '/labs/?x/y',
    '/labs//y',
    'http:///labs/x/y',
    'http://u@h/labs/x/y',
    'ftp://h/labs/x/y',
    '/labsx/y/z',
    '/zh/labs/x/y',
    '*',
    '',
    '//labs/x/y',
  ])('%j is none', (target) => {
    expect(labTarget(target)).toBeUndefined()
  })
})
