import type { PresetFigures, PresetOption } from '../model/preset-answers.ts'
import type { RacePreset } from '../model/race-presets.ts'
import type { Transport } from '../../wire/trace/transports.ts'
import type { Words } from '../../words/languages.ts'
import spanEn from '../../words/numbers.en.ts'
import raceEn from './words.en.ts'

/** How late the events of a lane were, each with its unit. */
interface Lateness {
  readonly median: string
  readonly latest: string
}

type TransportNames = Readonly<Record<Transport, string>>

const en = {
  title: raceEn.surprises.title,
  play: 'Play it',
  playAgain: 'Play it again',
  link: 'Copy a link to this question',
  guessFirst: 'Guess first; then it plays.',
  playing: (seconds: number) => `Playing: ${seconds} s to go.`,
  right: 'You guessed right.',
  wrong: (answer: string) => `You guessed otherwise. In this race it was: ${answer}.`,
  /** Without a guess made before. */
  answer: (answer: string) => `In this race it was: ${answer}.`,
  tie: (one: string, other: string) => `Too close to call in this race, between “${one}” and “${other}”.`,
  unclear:
    'This race settled nothing: it was stopped early, or something was still on its way when it ended. Play it again.',
  /** What happened, lane by lane. */
  story: {
    label: 'What happened, lane by lane, the quickest first. Left and right arrow keys go from lane to lane.',
    came: (delivered: number, of: number, { median, latest }: Lateness) =>
      `${delivered} of ${of} goals arrived: half of them within ${median}, the latest after ${latest}.`,
    nothing: 'No goal arrived.',
    /** What stands between two sentences. */
    between: ' ',
    cost: (requests: number, bytes: string) =>
      `That took ${requests} ${requests === 1 ? 'request' : 'requests'} and ${bytes}, both ways together.`,
    lost: (count: number) => `${count} ${count === 1 ? 'was' : 'were'} lost.`,
    repeated: (count: number) => `${count} came twice.`,
  },
  presets: {
    'quiet-day': {
      name: raceEn.surprises.names['quiet-day'],
      /** What is set up and what will happen; also what is denser than in life. */
      scene:
        'Two goals in half a minute, short polling every second. (A really quiet feed has one event in some minutes: the same picture, only longer.)',
      question: 'For each byte that WebSocket moves, how many does short polling move?',
      options: { alike: 'less than 2', some: '2 to 8', many: 'more than 8' } satisfies Record<
        PresetOption<'quiet-day'>,
        string
      >,
      /** What was measured, as a sentence. */
      told: ({ ratio, asked, pushed }: PresetFigures['quiet-day']) =>
        `Short polling moved ${asked} bytes, WebSocket ${pushed}: ${ratio.toFixed(1)} for one.`,
      /** Why it is so. */
      why: 'Every request costs two heads, whether it brings anything or not. A connection that is open and quiet costs a heartbeat now and then.',
    },
    'goal-rush': {
      name: raceEn.surprises.names['goal-rush'],
      scene: 'Ten goals, 40 ms apart, with 120 ms of latency each way.',
      question: 'A long poll gets a response, then asks again. How many responses will the ten take?',
      options: { one: 'one', few: 'a few', each: 'one for each goal, or nearly' } satisfies Record<
        PresetOption<'goal-rush'>,
        string
      >,
      told: ({ answers, events, lastMs }: PresetFigures['goal-rush']) =>
        `${events} goals came in ${answers} ${answers === 1 ? 'response' : 'responses'}; the one that waited longest was ${spanEn(lastMs)} late.`,
      why: 'The first goal ends the held request. While that response and the next request are on their way, the others gather, and one response takes them all. A burst costs the long poll up to three trips, and no more responses than round trips.',
    },
    'bad-train-ride': {
      name: raceEn.surprises.names['bad-train-ride'],
      scene:
        'A goal every second, 120 ms of latency and up to 250 ms of jitter; after eight seconds a tunnel: for six seconds nothing gets through.',
      question: 'Who loses goals in the tunnel?',
      options: {
        none: 'nobody',
        polls: 'only polls',
        streams: 'only streams',
        all: 'some of both',
      } satisfies Record<PresetOption<'bad-train-ride'>, string>,
      told: ({ losers, events, repeated }: PresetFigures['bad-train-ride'], transport: TransportNames) =>
        losers.length === 0
          ? `All ${events} goals reached all five, ${repeated === 0 ? 'none of them twice' : `${repeated} of them twice`}. They were late, not lost.`
          : `Lost by ${losers.map((each) => transport[each]).join(', ')}.`,
      why: 'TCP keeps what is on its way and sends it again; a page that gives up on a connection comes back with the last id it had, and the server’s log has the rest. What a tunnel costs is time, if there is a cursor.',
    },
    'buffering-proxy': {
      name: raceEn.surprises.names['buffering-proxy'],
      scene:
        'A goal every second; on the way a proxy holds each response back until it has 2,048 bytes of it or the response ends. (Real ones hold back 4 or 8 KiB. When events are rare, that takes minutes.)',
      question: 'Who waits longest for a goal, by the median?',
      options: {
        'short-poll': 'short polling',
        'long-poll': 'long polling',
        'http-streams': 'the HTTP streams: iframe and SSE',
        ws: 'WebSocket',
      } satisfies Record<PresetOption<'buffering-proxy'>, string>,
      told: ({ delays }: PresetFigures['buffering-proxy'], transport: TransportNames) =>
        `Median: ${delays
          .map(
            ({ transport: each, medianMs }) =>
              `${transport[each]} ${medianMs === undefined ? 'nothing at all' : spanEn(medianMs)}`,
          )
          .join(', ')}.`,
      why: 'A poll’s response ends, and its end flushes the buffer. A stream never ends, so each event waits for others to fill it. After 101 the proxy sees no HTTP any more and passes everything on.',
    },
    deploy: {
      name: raceEn.surprises.names.deploy,
      scene:
        'Two goals a second. After six seconds the server restarts: every stream ends, and for three seconds all requests get 503. Each page tries again by itself, waiting longer each time.',
      question: 'The server is back. After how long will the last of the five have its next goal?',
      options: {
        'at-once': 'within a second',
        soon: 'one to three seconds',
        late: 'more than three',
      } satisfies Record<PresetOption<'deploy'>, string>,
      told: ({ first, firstMs, last, lastMs }: PresetFigures['deploy'], transport: TransportNames) =>
        `First was ${transport[first]}, ${spanEn(firstMs)} after the server was back; last ${transport[last]}, after ${spanEn(lastMs)}.`,
      why: 'Each failure doubles the longest possible wait before the next try; the actual wait is random, so that not all come at once. Whoever failed just before the server was back waits longest. Play it again, and it may well be another one.',
    },
  } satisfies Record<RacePreset, unknown>,
}

export type PresetsWords = Words<typeof en>

export default en
