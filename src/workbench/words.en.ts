import type { Direction } from '../wire/bytes/bytes.ts'
import type { Difference } from '../wire/export/command-line.ts'
import { opcodeName } from '../wire/websocket/opcodes.ts'
import type { BenchWords } from '../bench/view/words.en.ts'
import type { Words } from '../words/languages.ts'
import bring from './bring-words.en.ts'
import change from './change-words.en.ts'
import type { OpeningFailure, Source } from './sources.ts'

const en = {
  choose: 'On show',
  /** The group of live runs, by their transports' names. */
  live: 'Your run, live',
  /** While it runs. */
  liveNow: (transport: string) =>
    `your run, live · ${transport} from this page to a lab of your own, bytes from the server’s socket`,
  /** While the lab runs that bytes were sent in. */
  sentNow: (delayMs: number) =>
    `your run, live · the lab that your bytes are sent in, ${delayMs} ms added each way so that arrows slope`,
  recorded: 'Recorded runs',
  brought: 'What you brought',
  what(source: Exclude<Source, { kind: 'capture' }>, benchWords: BenchWords): string {
    switch (source.kind) {
      case 'live':
        return `Live: ${benchWords.transport[source.transport]}`
      case 'sent':
        return 'What you sent'
      case 'tapped':
        return 'Your own server, tapped'
      case 'opened':
        return {
          'saved-run': 'A saved run',
          'capture-file': 'A capture file',
          har: 'A HAR',
          conversation: 'A conversation out of a text',
          link: 'A run from a link',
          bench: 'The run of a figure',
        }[source.from]
      case 'bytes':
        return source.from === 'composed'
          ? 'What you composed'
          : source.from === 'link'
            ? 'Bytes from a link'
            : 'Bytes you brought'
    }
  },
  whose(source: Source, events: number): string {
    if (source.kind === 'capture')
      return 'A recorded run: a real browser against this server, its bytes recorded at the server’s socket.'
    if (source.kind === 'bytes')
      return `${source.bytes.length} bytes that stand alone. They are in this page only.`
    if (source.kind === 'tapped')
      return `${events} events, from the tap on this machine. They are in its memory and in this page only.`
    return `${events} events. They are in this page only.`
  },
  needsScript:
    'This page shows one recorded run without JavaScript. Walking its fields, opening your own bytes, changing and sending them need script.',
  publish: 'Publish an event',
  sendBinary: 'Send “Hello” in binary',
  unitOnShow: 'The unit that is open',
  failed: (code: OpeningFailure) => bring.errors[code],
  /** Of a run that is read piece by piece. */
  reading: {
    progress: (done: string, total: string) => `Reading: ${done} of ${total} MB`,
    stop: 'Stop reading',
    /** Heard once, at the end. */
    done: (total: string, units: number) => `All ${total} MB are read: ${units} units.`,
    stopped: (done: string, total: string) =>
      `Stopped after ${done} of ${total} MB; the rest is not on show.`,
  },
  list: {
    title: 'Units of this run',
    searching: 'searching …',
    help: 'Up and down arrows walk, Enter goes into the bytes.',
    count: (found: number, all: number) => (found === all ? String(all) : `${found} of ${all}`),
    part: (from: number, to: number, of: number) => `Rows ${from} to ${to} of ${of}.`,
    empty: 'Nothing has crossed yet.',
    nothingFound: 'Nothing here passes these filters.',
    filters: 'Filters',
    direction: 'Direction',
    directions: { both: 'all', 'client-to-server': '↑ up', 'server-to-client': '↓ down' } satisfies Record<
      Direction | 'both',
      string
    >,
    kind: 'Kind',
    sent: 'as sent',
    meant: 'as meant',
    allKinds: 'every kind',
    transport: 'Transport',
    allTransports: 'every transport',
    fold: 'fold pings',
    folded: (count: number) => `${count} pings and pongs`,
    search: 'search',
    searchIn: 'Search as',
    text: 'text',
    notHex: 'Whole bytes in hexadecimal, as in 81 05.',
    /** A live list that its reader holds. */
    follows: 'The list follows the run.',
    still: (newer: number) =>
      newer === 0 ? 'The list stands still.' : `The list stands still; ${newer} newer below.`,
    follow: 'Follow again',
  },
  ...change,
  take: {
    title: 'Export',
    run: 'Save run',
    pcapng: 'pcapng, for Wireshark',
    har: 'HAR',
    text: 'Annotated text',
    line: 'Copy as curl or websocat',
    linkToField: 'Copy link to this field',
    linkWithRun: 'Copy link with this run in it',
    bytes: 'Save bytes',
    dump: 'Copy as a hex dump',
    saved: (file: string) => `Saved as ${file}.`,
    copied: 'Copied.',
    copyFailed: 'The browser does not let this page copy; take it from here.',
    failed: 'That did not work.',
    noLine: 'This exchange has no whole request that a line could repeat.',
    toCopy: 'To copy',
    tooLong: (characters: number, limit: number) =>
      `Too long for a link: ${characters} characters, where ${limit} are safe to paste. Save the run instead.`,
    differs(difference: Difference): string {
      switch (difference.kind) {
        case 'masked-headers':
          return `Left out, since masked: ${difference.names.join(', ')}.`
        case 'incomplete-body':
          return 'The request’s content is not whole.'
        case 'messages-left-out':
          return `${difference.count} messages cannot be typed as lines.`
        case 'own-handshake':
          return 'The program makes its own key and its own offers.'
        case 'no-lab':
          return 'The id in the address stands in for the lab’s own, which is its only key: put that of a lab of yours there.'
      }
    },
  },
  ...bring,
  compose: {
    title: 'Compose',
    frame: 'A frame from its fields',
    block: 'An event block from its fields',
    flags: 'Bits',
    opcode: 'Opcode',
    opcodeName: (opcode: number) => `0x${opcode.toString(16)} ${opcodeName(opcode) ?? 'reserved'}`,
    key: 'Masking key',
    random: 'random',
    payload: 'Payload',
    payloadAs: 'The payload is',
    closeCode: 'Close code',
    lengthForm: 'Length stands in',
    shortest: 'the shortest form',
    bits: (bits: number) => `${bits} bits`,
    claimed: 'Claimed length',
    true: 'the true one',
    blockFields: { comment: 'comment', type: 'event', id: 'id', retry: 'retry' },
    lineEnd: 'Lines end with',
    unfinished: 'without the empty line at its end',
    put: 'Open it',
    wrong: {
      key: 'A masking key is four bytes in hexadecimal.',
      payload: 'The payload is not whole bytes in hexadecimal.',
      'close-code': 'A close code is a number from 0 to 65535.',
      length: 'The length does not fit the form it stands in.',
      'line-break': 'A line break would begin another line; only data may have one.',
      empty: 'There is not a byte in it.',
    },
  },
}

export type WorkbenchWords = Words<typeof en>

export default en
