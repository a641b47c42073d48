import type { Derivation } from '../wire/bytes/bytes.ts'
import type { Words } from '../words/languages.ts'

const en = {
  title: 'Byte by byte',
  none: 'Nothing has crossed the wire up to this moment, so there are no bytes to look at.',
  grid: 'Bytes',
  tree: 'Fields',
  previousUnit: 'Previous unit',
  nextUnit: 'Next unit',
  incomplete: 'not complete yet',
  /** What a source was made into, beside its unit's name. */
  derived: {
    'de-chunked': 'de-chunked content',
    unmasked: 'unmasked payloads',
    messages: 'messages, joined from frames',
    inflated: 'messages, inflated',
    decoded: 'content, decoded',
  } satisfies Record<Derivation, string>,
  copy: 'Copy bytes',
  copied: 'Copied',
  copyFailed: 'Could not copy',
  byteName: (offset: string, hex: string, ascii: string, field: string) =>
    `offset ${offset}, hex ${hex}, ${ascii}, ${field}`,
  fieldSpan: (start: number, end: number) =>
    end - start === 1 ? `byte ${start}` : `bytes ${start} to ${end - 1}`,
  violation: 'breaks a rule',
  oddity: 'odd',
  help: 'Left and right walk the fields, Enter goes into a field, Escape goes out, Page Up and Page Down change the unit.',
  unexplained: 'no field',
  /** Of a byte that crossed only after the moment on show. */
  later: 'not there yet at this moment',
  part: (shown: number, of: number) => `The first ${shown} of ${of} bytes; the others need JavaScript.`,
  levels: 'Where this field is',
  lenses: 'How to look at these bytes',
  lens: {
    fields: 'Fields',
    bits: 'Bits',
    unmask: 'Unmask',
    views: 'Side by side',
    accept: 'Accept',
    parser: 'Parser',
    walk: 'In full',
  },
  /** Of the byte grid's keys, after the bench's own sentence about them. */
  byteKeys: 'With Shift, left and right go byte by byte.',
  /** `start` and `end` count as RFC figures do, 0 leftmost; `end` is the last. */
  bitSpan: (start: number, end: number) => (start === end ? `bit ${start}` : `bits ${start} to ${end}`),
  /** The bracket over the bytes that are shared by fields narrower than a byte. */
  frameHead: 'header',
  units: {
    here: 'In this slice',
    by: 'Step by',
    step: { slice: 'slice', framing: 'as sent', message: 'as meant' },
    /** What the framing's and the message's unit are on this transport. */
    frame: 'frame',
    chunk: 'chunk',
    piece: 'part',
    event: 'event',
    script: 'script',
    message: 'message',
  },
  autoplay: {
    play: 'Walk automatically',
    pause: 'Stop here',
    /** The choice of how long a field stands, and its values. */
    speed: 'How long each field is shown',
    every: (seconds: number) => `${seconds} s per field`,
    goOn: 'then the next unit',
  },
  bits: {
    label: 'Bits',
    help: 'Left and right walk the bits, up and down the rows.',
    bitName: (bit: number, byte: string, value: number, field: string, sentence: string) =>
      `bit ${bit} of byte ${byte}: ${value}, ${field}. ${sentence}`,
    hidden: (bytes: number) =>
      bytes === 1 ? '1 more byte of payload is not drawn.' : `${bytes} more bytes of payload are not drawn.`,
    numberOf: (hex: string, decimal: number) => `hex ${hex}, decimal ${decimal}`,
  },
  unmask: {
    masked: (index: number) => `byte ${index}, on the wire`,
    key: (index: number, keyIndex: number) => `key byte ${index} mod 4 = ${keyIndex}`,
    plain: 'unmasked',
    steps: 'Unmasking, byte by byte',
    of: (at: number, all: number) => `${at + 1} / ${all}`,
    previous: 'Previous byte',
    next: 'Next byte',
    /** One step, as it is said. */
    said: (masked: string, key: string, plain: string, name: string) =>
      `${masked} XOR ${key} is ${plain}, ${name}`,
    none: 'This frame has no payload to unmask.',
    keyRow: 'masking key',
  },
  views: {
    label: 'The same bytes in each view',
    help: 'Left and right walk the bytes, up and down the views, Enter opens the view.',
    wire: 'on the wire',
    derived: {
      'de-chunked': 'de-chunked',
      unmasked: 'unmasked',
      messages: 'message',
      inflated: 'inflated',
      decoded: 'decoded',
    } satisfies Record<Derivation, string>,
    text: 'text',
    open: (view: string) => `Open the bytes: ${view}`,
    cell: (view: string, offset: string, hex: string, name: string) =>
      `${view}, offset ${offset}, hex ${hex}, ${name}`,
    notHere: (view: string) => `${view}: no such byte`,
    inflated: (from: number, to: number) => `${from} bytes came compressed; inflated they are ${to}.`,
    compressed: 'compressed',
  },
  accept: {
    label: 'From the key to the accept value',
    key: 'Sec-WebSocket-Key',
    keyNote: 'what the client sent, as text',
    guid: 'and the GUID',
    guidNote: 'the same for everyone, from RFC 6455',
    joined: 'one after the other',
    joinedNote: (characters: number) => `${characters} characters`,
    digest: 'SHA-1 of that',
    digestNote: '20 bytes',
    base64: 'in base64',
    base64Note: 'three bytes, four characters',
    received: 'Sec-WebSocket-Accept',
    same: 'The server answered with exactly this: it has read the request as a WebSocket handshake.',
    different: 'The server answered with something else: the client must fail the connection.',
    absent: 'No response with an accept value has come up to this moment.',
    show: 'Show these bytes',
    help: 'Arrow keys compute it step by step.',
    /** Begins the walk from step to step, and ends it: then all are there. */
    walk: 'Compute it step by step',
    all: 'All steps',
    previous: 'Previous step',
    next: 'Next step',
    /** `at` counts from 0. */
    step: (at: number, of: number) => `step ${at + 1} of ${of}`,
  },
  parser: {
    label: 'What the parser does, line by line',
    help: 'Up and down walk the lines.',
    line: 'line',
    did: 'what it does',
    data: 'data buffer',
    eventType: 'event type buffer',
    lastEventId: 'last event ID buffer',
    retry: 'reconnection time',
    dispatched: 'dispatched',
    buffers: 'Buffers',
    empty: 'empty',
    blank: 'empty line',
    browserOwn: 'the browser’s own',
    none: 'No line yet.',
    comment: 'A comment: passed over.',
    appendData: 'Appends the value and a line feed to the data buffer.',
    setEventType: 'Sets the event type buffer.',
    setLastEventId: 'Sets the last event ID buffer.',
    setRetry: (ms: number) => `Sets the reconnection time to ${ms} ms.`,
    ignore: 'Ignored.',
    dispatch: 'Dispatches the event and empties the data and event type buffers.',
    nothing: 'Nothing to dispatch: the data buffer is empty. The event type buffer is emptied.',
    waits: 'Nothing yet: a line counts once it has its end.',
    notDispatched: 'nothing yet',
    event: (type: string, id: string) => (id === '' ? `event “${type}”, no ID` : `event “${type}”, ID ${id}`),
    hidden: (lines: number) => (lines === 1 ? '1 earlier line' : `${lines} earlier lines`),
  },
  walk: {
    label: 'Every field in order',
    help: 'Up and down walk the fields.',
    more: (fields: number) => (fields === 1 ? '1 more field' : `${fields} more fields`),
  },
}

export type InspectorWords = Words<typeof en>

export default en
