import type { LiveState, StopReason } from '../model/bench-model.ts'
import type { Direction } from '../../wire/bytes/bytes.ts'
import type { TraceEvent } from '../../wire/trace/trace.ts'
import type { Transport } from '../../wire/trace/transports.ts'
import type { Words } from '../../words/languages.ts'
import settings from '../../words/setting-words.en.ts'
import trace from '../../words/trace-words.en.ts'
import story from './story/words.en.ts'

const en = {
  /** What every view of a run says. */
  ...trace,
  bench: {
    label: (scene: string) => `${scene}: code, timing and bytes of the same moment`,
    start: 'Start',
    startAgain: 'Start again',
    stop: 'Stop',
    starting: 'Starting …',
    more: 'More',
    pause: 'Pause',
    resume: 'Go on',
    stepBack: '← step',
    stepForward: 'step →',
    stepHelp: 'Left and right arrow keys step from slice to slice; in the code, from line to line.',
    save: 'Save run',
    openInspector: 'Open in the inspector',
    share: 'Let others watch',
    saveFailed: 'The run could not be fetched. Try again once the site can be reached.',
    handOverFailed: 'This run is too large to hand over. Save it, and open the file in the inspector.',
    showRecorded: 'Show the recorded run',
    tryNow: 'Try now',
    needsScript: 'Starting your own run needs JavaScript; what you see is a recorded one.',
    codeAndBytes: 'Its code and bytes',
    recorded: 'recorded run · press Start for yours',
    /** The same where Start is not beside it. */
    recordedStill: 'recorded run',
    live: (uncertainty: string) => `your run, live · bytes from the server’s socket, clock ±${uncertainty}`,
    paused: (waiting: number) =>
      waiting === 0
        ? 'paused'
        : `paused · ${waiting} newer ${waiting === 1 ? 'entry waits' : 'entries wait'}`,
    gone: (seconds: number) =>
      seconds > 0
        ? `the server does not answer · next try in ${seconds} s`
        : 'the server does not answer · trying',
    noServer:
      'These pages are served as plain files, without the server that runs the demos, so you see recorded runs. To run your own, get a copy of the project and run “npm start” in it.',
    refused: (message: string) => `the server refused: ${message}`,
    /** What it means that the server went while a run was on: until it is back, and then. */
    labLost: {
      'server-gone':
        'Your lab is gone with the server: it lived in its memory alone. What crossed up to then is still here and can be saved. Once the server is back, the page begins a new run.',
      running:
        'The server was away, and the lab of your last run is gone: its events, its faults and its record of bytes lived in the server’s memory alone. This is a new run in a new lab, with the settings that you chose: its events count from 1, and none of the old ones will come.',
    },
    because: {
      reader: 'your run, stopped',
      full: 'your run, stopped: its trace is as long as a page may keep',
      hidden: 'your run, stopped: the tab was out of sight',
      away: 'your run, stopped: it was off the screen for 20 s',
      room: 'your run, stopped: another figure needed its connections',
    } satisfies Record<StopReason, string>,
    complaint: (message: string) => `Not done: ${message}`,
    moment: (seconds: string, what: string) => `${seconds} s: ${what}`,
    /** A statement of a run's source. */
    line: (run: string, line: number) => `${run}.ts runs line ${line}`,
    /** What happens at a moment that no mark of the ladder stands for. */
    unmarked: {
      'connection-opened': 'a connection opens',
      'connection-closed': 'a connection closes',
      'exchange-opened': 'an exchange begins',
      'exchange-closed': 'an exchange is over',
      slice: 'bytes that belong to no lane',
      dropped: 'bytes that this observer missed',
      'run-started': 'the page’s code starts',
      'run-stopped': 'the page’s code is stopped',
      clock: 'the clocks are compared',
      conditions: 'conditions are set',
      published: 'an event is published',
      delivered: 'an event reaches JavaScript',
      note: 'the page notices something',
      fault: 'a fault',
    } satisfies Record<Exclude<TraceEvent['kind'], 'step'>, string>,
    heard: {
      recorded: 'Recorded run on show.',
      starting: 'Starting.',
      running: 'Your run is live.',
      stopped: 'Your run has stopped.',
      'server-gone': 'The server does not answer. The page tries again by itself.',
      refused: 'The server refused.',
    } satisfies Record<LiveState['kind'], string>,
  },
  /** Which panes are open beside the ladder. */
  panes: {
    label: 'What is open',
    ladder: 'Ladder',
    code: 'Code',
    bytes: 'Bytes',
    loading: 'Loading …',
    everywhere: 'Open code and bytes in every figure',
  },
  story,
  settings,
  controls: {
    simulated: 'added by our server, on top of your real network',
    variant: 'code',
    /** Of variants that run the same code under other conditions. */
    conditions: 'case',
    publishGoal: 'Publish a goal',
    publishSeveral: (count: number, apartMs: number) => `${count} goals, ${apartMs} ms apart`,
    break: 'Cause a fault',
    /** A fault's button. */
    fault: (fault: string, transport: string | undefined) =>
      transport === undefined ? fault : `${fault}, ${transport}`,
    send: 'Send',
    sendText: 'Text to send by WebSocket',
    sendBinary: (bytes: number) => `Send ${bytes} random bytes`,
    sendPlaceholder: 'Hello',
  },
  ladder: {
    title: 'Time runs down',
    /** Over lanes too narrow for their transports' names. */
    shortName: {
      'short-poll': 'short',
      'long-poll': 'long',
      'iframe-stream': 'iframe',
      sse: 'SSE',
      ws: 'WS',
    } satisfies Record<Transport, string>,
    axis: 'seconds',
    notToScale: 'seconds, not to scale',
    /** A silence that is not drawn; the same once the reader opened it. */
    leftOut: (text: string) => `${text} left out`,
    opened: (text: string) => `${text} of silence`,
    openFold: 'Show the time left out',
    closeFold: 'Leave this time out again',
    key: {
      server: 'the server has it',
      page: 'your page has it',
      again: 'has it again',
      lost: 'never delivered',
      arrow: 'bytes on the way',
      empty: 'a response without an event',
      held: 'a request waits',
      open: 'a response or connection stays open',
      fold: 'time left out',
      note: 'what the page noticed',
      end: 'an end',
      broken: 'a break',
      fault: 'a fault',
    },
    browser: 'browser',
    server: 'server',
    late: (text: string) => `${text} late`,
    /** The same in a narrow lane. */
    lateShort: (text: string) => `+${text}`,
    /** Several events delivered together. */
    lateBetween: (least: string, most: string) => `${least} to ${most} late`,
    /** The same in a narrow lane. */
    lateAtMost: (most: string) => `≤ ${most} late`,
    /** Several events published within a few milliseconds. */
    several: (event: string, count: number) => `${event} × ${count}`,
    fromTo: (first: string, last: string) => `${first} … ${last}`,
    held: (text: string) => `held ${text}`,
    stillHeld: 'held',
    nothingNew304: '304, nothing new',
    nothingNew200: '200, nothing new',
    noEvent204: '204, no event',
    neverDelivered: 'never delivered',
    lost: 'lost',
    /** One of several events that stand together, in a narrow lane. */
    lostOne: (event: string) => `${event} lost`,
    repeated: 'again',
    uncertainty: (text: string) => `times are of arrival; the browser’s are exact to ±${text} (paler band)`,
    /** The same without a band, where heights are no durations. */
    exactTo: (text: string) => `times are of arrival; the browser’s are exact to ±${text}`,
    follow: 'follow ↓',
    label: (lanes: string) => `Timing diagram, time runs down: ${lanes}`,
    help: 'Up and down arrow keys walk the marks.',
    now: 'now',
    zoomIn: 'Stretch the time axis',
    zoomOut: 'Shrink the time axis',
    /** Names of two lanes that share a transport. */
    cursor: { with: 'with a cursor', without: 'without a cursor' },
    /** An event stream that is read without EventSource. */
    byFetch: 'stream by fetch',
    /** A stream whose page speaks by requests of their own. */
    byPost: 'SSE and POST',
  },
  table: {
    summary: 'The same as a table',
    time: 'Second',
    where: 'Where',
    what: 'What',
    size: 'Bytes',
    published: (event: string) => `published: ${event}`,
    delivered: (event: string, late: string | undefined) =>
      `${event} reaches JavaScript${late === undefined ? '' : `, ${late} late`}`,
    deliveredAgain: (event: string) => `${event} reaches JavaScript again`,
    lost: (event: string) => `${event}: never delivered`,
    /** What was published, and the runs that never got it. */
    lostBy: (published: string, runs: string) => `${published} (${runs}: never delivered)`,
    request: (method: string, target: string) => `request ${method} ${target}`,
    response: (status: number, events: string) =>
      events === '' ? `response ${status}` : `response ${status}: ${events}`,
    more: {
      'client-to-server': 'more of the request',
      'server-to-client': 'more of the response',
    } satisfies Record<Direction, string>,
    feed: 'feed',
    truncated: (count: number) => `The newest ${count} marks are listed; the saved run holds all.`,
  },
  wire: {
    title: 'On the wire',
    count: (connections: number, exchanges: number) =>
      `${connections} ${connections === 1 ? 'connection' : 'connections'} · ${exchanges} ${exchanges === 1 ? 'exchange' : 'exchanges'}`,
    list: 'Slices in the order they arrived',
    follow: 'newest ↓',
    empty: 'Nothing has crossed the wire.',
    more: (unit: string) => `… more of the ${unit}`,
    missing: (count: number) => `${count} B missed by this observer`,
    carries: 'carries',
    /** Without script only some rows are on the page. */
    part: (from: number, to: number, of: number) =>
      `Slices ${from} to ${to} of ${of}; the others need JavaScript. The table has all marks.`,
  },
  code: {
    title: 'The source that runs',
    note: 'the source that runs; the build adds only the marks that light it',
    files: 'Source files',
    acts: 'runs',
    waits: 'waits here',
    idle: 'not running',
    help: 'Up and down walk the lines, Enter goes to the latest moment a line ran, left and right step from line to line.',
    notRun: (line: number) => `Line ${line} has not run.`,
    missing: (file: string) => `The source of ${file} is not on this page.`,
  },
}

export type BenchWords = Words<typeof en>

export default en
