import { describe, expect, it } from 'vitest'
import { find, indexOf, readIndex } from './find.ts'
import { excerpt, marked } from './marked.ts'
import type { Place } from './place.ts'
import { stemOf, wordsIn } from './words-in.ts'

const place = (href: string, title: string, text: string, kind: Place['kind'] = 'chapter'): Place => ({
  kind,
  href,
  title,
  where: '',
  text,
})

const INDEX = readIndex(
  indexOf([
    place('/poll/', 'Long polling', 'The question waits until there is an answer.'),
    place('/mask/', 'Frames', 'Every frame from a browser is masked with a fresh key.'),
    place('/zh/mask/', '帧', '浏览器发的每一帧都要先用掩码键打乱。'),
    place('/state/', 'readyState', 'EventSource goes back to CONNECTING.'),
    place('/header/', 'Last-Event-ID', 'The header by which a stream is taken up.'),
    place('/zh/lost/', '消息丢了', '断开时的消息，丢在路上。'),
    place('/zh/message/', '消息', '一条消息。'),
    place('/glossary/#mask', 'masking', 'Frames of a browser are scrambled.', 'term'),
  ]),
)

const found = (query: string): string[] =>
  find(INDEX, query).flatMap(({ places }) => places.map(({ href }) => href))

describe('words', () => {
  it('are of letters and digits, and of Han every two that stand together', () => {
    expect(wordsIn('用WebSocket发掩码键 0x81').map(({ word }) => word)).toEqual([
      '用',
      'websocket',
      '发掩',
      '掩码',
      '码键',
      '键',
      '0x81',
    ])
  })

  it('of a query are the pairs alone, or the one character', () => {
    expect(wordsIn('掩码键', false).map(({ word }) => word)).toEqual(['掩码', '码键'])
    expect(wordsIn('键', false).map(({ word }) => word)).toEqual(['键'])
  })

  it('stand where they say they do', () => {
    const text = 'Sec-WebSocket-Key：掩码，𠮷野'
    for (const { word, start, end } of wordsIn(text)) expect(text.slice(start, end).toLowerCase()).toBe(word)
  })

  it.each([
    ['polls polled polling poll', 'poll'],
    ['masking masked masks mask', 'mask'],
    ['frames frame', 'fram'],
    ['closing closed closes close', 'clos'],
    ['dropped dropping drop', 'drop'],
    ['retries retry', 'retri'],
    ['string strings', 'string'],
    ['status', 'status'],
    ['ping pings', 'ping'],
    ['reconnect reconnects reconnected reconnection', 'reconnect'],
    ['fragment fragments fragmented fragmentation', 'fragment'],
    ['question questions', 'quest'],
    ['掩码', '掩码'],
  ])('%s have one stem', (words, stem) => {
    expect(new Set(words.split(' ').map(stemOf))).toEqual(new Set([stem]))
  })
})

describe('a search', () => {
  it.each([
    ['polled', '/poll/'],
    ['masks', '/mask/'],
    ['pollin', '/poll/'],
    ['brwoser', '/mask/'],
    ['掩码', '/zh/mask/'],
    ['码', '/zh/mask/'],
    ['浏览器掩码', '/zh/mask/'],
    ['longpolling', '/poll/'],
    ['longpolling browsers', '/poll/'],
    ['lastEventId', '/header/'],
    ['ready state', '/state/'],
    ['event source', '/state/'],
    ['为什么要掩码', '/zh/mask/'],
    ['怎么打乱', '/zh/mask/'],
  ])('for %s finds %s', (query, href) => {
    expect(found(query)).toContain(href)
  })

  it.each(['码掩', 'qqqq', '', '  ', '。', '"]}'])('for %j finds nothing', (query) => {
    expect(found(query)).toEqual([])
  })

  it('wants all words, and where no place has them all, some', () => {
    expect(found('masked frame')).not.toContain('/poll/')
    expect(found('question masked')).toEqual(expect.arrayContaining(['/poll/', '/mask/']))
  })

  it('lets one word of three or more be wanting', () => {
    expect(found('scrambled frame websocket')).toEqual(['/glossary/#mask'])
    expect(found('fresh key question')).toEqual(['/mask/'])
  })

  it('passes over words that every text has, unless nothing else was typed', () => {
    expect(found('how is a question answered')).toEqual(found('question answered'))
    expect(found('the')).toContain('/poll/')
  })

  it('asks a character that stands in no pair by itself', () => {
    expect(found('丢消息')).toEqual(['/zh/lost/'])
  })

  it('takes what is written as it is asked for before what has its parts', () => {
    expect(found('ready state')[0]).toBe('/state/')
    expect(found('last event id')).toEqual(['/header/'])
  })

  it('gives the kind with the best place first', () => {
    expect(find(INDEX, 'masking').map(({ kind }) => kind)).toEqual(['term', 'chapter'])
  })
})

describe('what was found', () => {
  it('is marked as it was written, pairs of Han as one stretch', () => {
    expect(marked('Masked or masks', new Set(['mask']))).toEqual([
      { text: 'Masked', found: true },
      { text: ' or ', found: false },
      { text: 'masks', found: true },
    ])
    expect(marked('先用掩码键打乱', new Set(['掩码', '码键']))[1]).toEqual({ text: '掩码键', found: true })
  })

  it('stands in the piece that is shown of a long text, which is no longer than asked', () => {
    const text = `${'Nothing of it here. '.repeat(40)}The masking key is fresh.${' And no more.'.repeat(40)}`
    const pieces = excerpt(text, new Set(['masking', 'key']), 150)
    expect(pieces.filter((piece) => piece.found).map((piece) => piece.text)).toEqual(['masking', 'key'])
    expect(pieces.map((piece) => piece.text).join('').length).toBeLessThanOrEqual(154)
    expect(pieces[0]?.text).toBe('… ')
  })
})
