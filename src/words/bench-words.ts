/**
 * Every word the bench and its views say, English and Simplified Chinese, in one typed table: a word that is
 * missing in one language does not compile. Sentences about fields live in `field-sentences`.
 */
import type { LiveState, StopReason } from '../bench/model/bench-model.ts'
import type { Derivation, Direction } from '../wire/bytes.ts'
import type { UnitKind } from '../wire/field.ts'
import type { TracedKind, Transport } from '../wire/transports.ts'
import { EN } from './field-sentences/en.ts'
import { ZH } from './field-sentences/zh.ts'
import { spanEn, spanZh } from './duration.ts'
import type { Language } from './languages.ts'
import { RUN_WORDS, type RunWords } from './run-words.ts'

export interface BenchWords {
  /** A duration with its unit: `1.2 s`, `120 ms`. */
  readonly duration: (ms: number) => string
  readonly bytes: (count: number) => string
  /** What runs do and streams carry. */
  readonly run: RunWords
  /** Between the things of a list. */
  readonly listComma: string
  readonly transport: Readonly<Record<TracedKind, string>>
  readonly direction: Readonly<Record<Direction, string>>
  readonly unit: Readonly<Record<UnitKind, string>>
  /** Types of the feeds' events; one that is not here is shown as it is. */
  readonly eventType: Readonly<Record<string, string>>
  /** A type with its score or its number. */
  readonly eventName: (type: string, detail: string) => string
  readonly bench: {
    readonly label: (scene: string) => string
    readonly start: string
    readonly startAgain: string
    readonly stop: string
    readonly starting: string
    readonly pause: string
    readonly resume: string
    readonly stepBack: string
    readonly stepForward: string
    readonly stepHelp: string
    readonly save: string
    readonly showRecorded: string
    readonly tryNow: string
    readonly needsScript: string
    readonly recorded: string
    /** The same before Start can be pressed. */
    readonly recordedStill: string
    readonly live: (uncertainty: string) => string
    readonly paused: (waiting: number) => string
    readonly gone: (seconds: number) => string
    readonly refused: (message: string) => string
    readonly because: Readonly<Record<StopReason, string>>
    readonly complaint: (message: string) => string
    readonly moment: (seconds: string, what: string) => string
    /** A statement of a run's source. */
    readonly line: (run: string, line: number) => string
    readonly connection: string
    readonly heard: Readonly<Record<LiveState['kind'], string>>
  }
  readonly controls: {
    readonly pollEvery: string
    readonly latency: string
    readonly eachWay: string
    readonly simulated: string
    readonly feed: string
    readonly feeds: Readonly<Record<'match' | 'ticker' | 'manual', string>>
    readonly rate: string
    readonly perMinute: (count: number) => string
    readonly variant: string
    /** Of variants that run the same code under other conditions. */
    readonly conditions: string
    readonly publishGoal: string
    readonly publishSeveral: (count: number, apartMs: number) => string
    readonly heartbeat: string
    readonly bandwidth: string
    readonly perSecond: (bytes: number) => string
    readonly unlimited: string
    readonly buffer: string
    readonly noBuffer: string
    readonly idle: string
    readonly noIdle: string
    readonly break: string
    /** A fault's button. */
    readonly fault: (fault: string, transport: string | undefined) => string
    readonly send: string
    readonly sendText: string
    readonly sendBinary: (bytes: number) => string
    readonly sendPlaceholder: string
  }
  readonly ladder: {
    readonly title: string
    /** Over lanes too narrow for their transports' names. */
    readonly shortName: Readonly<Record<Transport, string>>
    readonly axis: string
    readonly browser: string
    readonly server: string
    readonly late: (duration: string) => string
    /** The same in a narrow lane. */
    readonly lateShort: (duration: string) => string
    /** Several events delivered together. */
    readonly lateBetween: (least: string, most: string) => string
    /** The same in a narrow lane. */
    readonly lateAtMost: (most: string) => string
    /** Several events published within a few milliseconds. */
    readonly several: (event: string, count: number) => string
    readonly fromTo: (first: string, last: string) => string
    readonly held: (duration: string) => string
    readonly stillHeld: string
    readonly nothingNew304: string
    readonly nothingNew200: string
    readonly noEvent204: string
    readonly neverDelivered: string
    readonly lost: string
    readonly repeated: string
    readonly uncertainty: (duration: string) => string
    readonly follow: string
    readonly label: (lanes: string) => string
    readonly help: string
    readonly now: string
    readonly zoomIn: string
    readonly zoomOut: string
    /** Names of two lanes that share a transport. */
    readonly cursor: Readonly<Record<'with' | 'without', string>>
    /** An event stream that is read without EventSource. */
    readonly byFetch: string
    /** A stream whose page speaks by requests of their own. */
    readonly byPost: string
  }
  readonly table: {
    readonly summary: string
    readonly time: string
    readonly where: string
    readonly what: string
    readonly size: string
    readonly published: (event: string) => string
    readonly delivered: (event: string, late: string | undefined) => string
    readonly deliveredAgain: (event: string) => string
    readonly lost: (event: string) => string
    /** What was published, and the runs that never got it. */
    readonly lostBy: (published: string, runs: string) => string
    readonly request: (method: string, target: string) => string
    readonly response: (status: number, events: string) => string
    readonly more: Readonly<Record<Direction, string>>
    readonly feed: string
    readonly truncated: (count: number) => string
  }
  readonly wire: {
    readonly title: string
    readonly count: (connections: number, exchanges: number) => string
    readonly list: string
    readonly follow: string
    readonly empty: string
    readonly more: (unit: string) => string
    readonly event: (id: number) => string
    readonly missing: (count: number) => string
    readonly carries: string
    /** Without script only some rows are on the page. */
    readonly part: (from: number, to: number, of: number) => string
  }
  readonly inspector: {
    readonly title: string
    readonly none: string
    readonly grid: string
    readonly tree: string
    readonly previousUnit: string
    readonly nextUnit: string
    readonly incomplete: string
    /** What a source was made into, beside its unit's name. */
    readonly derived: Readonly<Record<Derivation, string>>
    readonly copy: string
    readonly copied: string
    readonly copyFailed: string
    readonly byteName: (offset: string, hex: string, ascii: string, field: string) => string
    readonly fieldSpan: (start: number, end: number) => string
    readonly violation: string
    readonly oddity: string
    readonly help: string
    readonly unexplained: string
    readonly part: (shown: number, of: number) => string
    /** Of a byte that crossed only after the moment on show. */
    readonly later: string
    readonly levels: string
  }
  readonly code: {
    readonly title: string
    readonly note: string
    readonly files: string
    readonly acts: string
    readonly waits: string
    readonly idle: string
    readonly help: string
    readonly notRun: (line: number) => string
    readonly missing: (file: string) => string
  }
}

const en: BenchWords = {
  duration: spanEn,
  run: RUN_WORDS.en,
  bytes: (count) => `${count} B`,
  listComma: ', ',
  transport: {
    'short-poll': 'short poll',
    'long-poll': 'long poll',
    'iframe-stream': 'iframe stream',
    sse: 'SSE',
    ws: 'WebSocket',
    events: 'publish',
    http: 'HTTP',
  },
  direction: { 'client-to-server': 'browser to server', 'server-to-client': 'server to browser' },
  unit: EN.unitLabels,
  eventType: {
    'kick-off': 'kick-off',
    chance: 'chance',
    goal: 'goal',
    card: 'card',
    substitution: 'change',
    'half-time': 'half-time',
    'second-half': 'second half',
    'full-time': 'full-time',
    quote: 'quote',
    note: 'note',
  },
  eventName: (type, detail) => `${type} ${detail}`,
  bench: {
    label: (scene) => `${scene}: code, timing and bytes of the same moment`,
    start: 'Start',
    startAgain: 'Start again',
    stop: 'Stop',
    starting: 'Starting …',
    pause: 'Pause',
    resume: 'Go on',
    stepBack: '← step',
    stepForward: 'step →',
    stepHelp: 'Left and right arrow keys step from slice to slice; in the code, from line to line.',
    save: 'Save run',
    showRecorded: 'Show the recorded run',
    tryNow: 'Try now',
    needsScript: 'Starting your own run needs JavaScript; what you see is a recorded one.',
    recorded: 'recorded run · press Start for yours',
    recordedStill: 'recorded run',
    live: (uncertainty) => `live, yours · your bytes from the server’s socket, clock ±${uncertainty}`,
    paused: (waiting) =>
      waiting === 0
        ? 'paused'
        : `paused · ${waiting} newer ${waiting === 1 ? 'entry waits' : 'entries wait'}`,
    gone: (seconds) =>
      seconds > 0
        ? `the server does not answer · next try in ${seconds} s`
        : 'the server does not answer · trying',
    refused: (message) => `the server refused: ${message}`,
    because: {
      reader: 'your run, stopped',
      full: 'your run, stopped: its trace is as long as a page may keep',
      hidden: 'your run, stopped: the tab was out of sight',
      away: 'your run, stopped: it was off the screen for 20 s',
      room: 'your run, stopped: another figure needed its connections',
    },
    complaint: (message) => `Not done: ${message}`,
    moment: (seconds, what) => `${seconds} s: ${what}`,
    line: (run, line) => `${run}.ts runs line ${line}`,
    connection: 'a connection or exchange opens or closes',
    heard: {
      recorded: 'Recorded run on show.',
      starting: 'Starting.',
      running: 'Your run is live.',
      stopped: 'Your run has stopped.',
      'server-gone': 'The server does not answer. The page tries again by itself.',
      refused: 'The server refused.',
    },
  },
  controls: {
    pollEvery: 'poll every',
    latency: 'latency',
    eachWay: 'each way',
    simulated: 'added by our server, on top of your real network',
    feed: 'feed',
    feeds: { match: 'football match', ticker: 'stock ticker', manual: 'only what you publish' },
    rate: 'events',
    perMinute: (count) => `${count}/min`,
    variant: 'code',
    conditions: 'case',
    publishGoal: 'Publish a goal',
    publishSeveral: (count, apartMs) => `${count} goals, ${apartMs} ms apart`,
    heartbeat: 'heartbeat',
    bandwidth: 'bandwidth',
    perSecond: (bytes) => (bytes >= 1000 ? `${bytes / 1000} kB/s` : `${bytes} B/s`),
    unlimited: 'unlimited',
    buffer: 'proxy buffer',
    noBuffer: 'none',
    idle: 'idle timeout',
    noIdle: 'none',
    break: 'Break it',
    fault: (fault, transport) => (transport === undefined ? fault : `${fault}, ${transport}`),
    send: 'Send',
    sendText: 'Text to send by WebSocket',
    sendBinary: (bytes) => `Send ${bytes} random bytes`,
    sendPlaceholder: 'Hello',
  },
  ladder: {
    title: 'Time runs down',
    shortName: {
      'short-poll': 'short',
      'long-poll': 'long',
      'iframe-stream': 'iframe',
      sse: 'SSE',
      ws: 'WS',
    },
    axis: 'seconds',
    browser: 'browser',
    server: 'server',
    late: (text) => `${text} late`,
    lateShort: (text) => `+${text}`,
    lateBetween: (least, most) => `${least} to ${most} late`,
    lateAtMost: (most) => `≤ ${most} late`,
    several: (event, count) => `${event} × ${count}`,
    fromTo: (first, last) => `${first} … ${last}`,
    held: (text) => `held ${text}`,
    stillHeld: 'held',
    nothingNew304: '304, nothing new',
    nothingNew200: '200, nothing new',
    noEvent204: '204, no event',
    neverDelivered: 'never delivered',
    lost: 'lost',
    repeated: 'again',
    uncertainty: (text) => `browser marks are exact to ±${text} (paler band)`,
    follow: 'follow ↓',
    label: (lanes) => `Timing diagram, time runs down: ${lanes}`,
    help: 'Up and down arrow keys walk the marks.',
    now: 'now',
    zoomIn: 'More pixels a second',
    zoomOut: 'Fewer pixels a second',
    cursor: { with: 'with a cursor', without: 'without a cursor' },
    byFetch: 'stream by fetch',
    byPost: 'SSE and POST',
  },
  table: {
    summary: 'The same as a table',
    time: 'Second',
    where: 'Where',
    what: 'What',
    size: 'Bytes',
    published: (event) => `published: ${event}`,
    delivered: (event, late) => `${event} reaches JavaScript${late === undefined ? '' : `, ${late} late`}`,
    deliveredAgain: (event) => `${event} reaches JavaScript again`,
    lost: (event) => `${event}: never delivered`,
    lostBy: (published, runs) => `${published} (${runs}: never delivered)`,
    request: (method, target) => `request ${method} ${target}`,
    response: (status, events) => (events === '' ? `answer ${status}` : `answer ${status}: ${events}`),
    more: { 'client-to-server': 'more of the request', 'server-to-client': 'more of the answer' },
    feed: 'feed',
    truncated: (count) => `The newest ${count} marks are listed; the saved run holds all.`,
  },
  wire: {
    title: 'On your wire',
    count: (connections, exchanges) =>
      `${connections} ${connections === 1 ? 'connection' : 'connections'} · ${exchanges} ${exchanges === 1 ? 'exchange' : 'exchanges'}`,
    list: 'Slices in the order they arrived',
    follow: 'newest ↓',
    empty: 'Nothing has gone on the wire.',
    more: (unit) => `… more of the ${unit}`,
    event: (id) => `event ${id}`,
    missing: (count) => `${count} B missed by this observer`,
    carries: 'carries',
    part: (from, to, of) =>
      `Slices ${from} to ${to} of ${of}; the others need JavaScript. The table has all marks.`,
  },
  inspector: {
    title: 'Byte by byte',
    none: 'Nothing has gone on the wire up to this moment, so there are no bytes to look into.',
    grid: 'Bytes',
    tree: 'Fields',
    previousUnit: 'Previous unit',
    nextUnit: 'Next unit',
    incomplete: 'not complete yet',
    derived: {
      'de-chunked': 'de-chunked content',
      unmasked: 'unmasked payloads',
      messages: 'messages, joined from frames',
      inflated: 'messages, inflated',
    },
    copy: 'Copy bytes',
    copied: 'Copied',
    copyFailed: 'Could not copy',
    byteName: (offset, hex, ascii, field) => `offset ${offset}, hex ${hex}, ${ascii}, ${field}`,
    fieldSpan: (start, end) => (end - start === 1 ? `byte ${start}` : `bytes ${start} to ${end - 1}`),
    violation: 'breaks a rule',
    oddity: 'odd',
    help: 'Left and right walk the fields, Enter goes into a field, Escape goes out, Page Up and Page Down change the unit.',
    unexplained: 'no field',
    later: 'not there yet at this moment',
    part: (shown, of) => `The first ${shown} of ${of} bytes; the others need JavaScript.`,
    levels: 'Where this field is',
  },
  code: {
    title: 'The source that runs',
    note: 'the source that runs; the build adds only the marks that light it',
    files: 'Source files',
    acts: 'runs',
    waits: 'waits here',
    idle: 'not running',
    help: 'Up and down walk the lines, Enter goes to the latest moment a line ran, left and right step from line to line.',
    notRun: (line) => `Line ${line} has not run.`,
    missing: (file) => `The source of ${file} is not on this page.`,
  },
}

const zh: BenchWords = {
  duration: spanZh,
  run: RUN_WORDS.zh,
  bytes: (count) => `${count}字节`,
  listComma: '、',
  transport: {
    'short-poll': '短轮询',
    'long-poll': '长轮询',
    'iframe-stream': 'iframe流',
    sse: 'SSE',
    ws: 'WebSocket',
    events: '发布',
    http: 'HTTP',
  },
  direction: { 'client-to-server': '浏览器到服务器', 'server-to-client': '服务器到浏览器' },
  unit: ZH.unitLabels,
  eventType: {
    'kick-off': '开球',
    chance: '射门',
    goal: '进球',
    card: '出牌',
    substitution: '换人',
    'half-time': '中场休息',
    'second-half': '下半场',
    'full-time': '终场',
    quote: '报价',
    note: '留言',
  },
  eventName: (type, detail) => `${type}${detail}`,
  bench: {
    label: (scene) => `${scene}：同一时刻的代码、时序和字节`,
    start: '开始',
    startAgain: '重新开始',
    stop: '停止',
    starting: '正在开始…',
    pause: '暂停',
    resume: '继续',
    stepBack: '← 上一步',
    stepForward: '下一步 →',
    stepHelp: '用左右方向键一个切片一个切片地前后移动；焦点在代码里时，一行一行地移动。',
    save: '保存这次运行',
    showRecorded: '回到录制的运行',
    tryNow: '现在就试',
    needsScript: '要自己运行，得启用JavaScript；现在看到的是录好的一次运行。',
    recorded: '录制的运行 · 按“开始”，换成你自己的',
    recordedStill: '录制的运行',
    live: (uncertainty) => `实时，你自己的 · 字节录自服务器的套接字，时钟误差±${uncertainty}`,
    paused: (waiting) => (waiting === 0 ? '已暂停' : `已暂停 · 又来了${waiting}条新记录`),
    gone: (seconds) => (seconds > 0 ? `服务器没有响应 · ${seconds}秒后再试` : '服务器没有响应 · 正在重试'),
    refused: (message) => `服务器拒绝了：${message}`,
    because: {
      reader: '你的运行，已停止',
      full: '你的运行，已停止：记录已经长到页面能保存的上限',
      hidden: '你的运行，已停止：标签页不在眼前',
      away: '你的运行，已停止：移出屏幕超过20秒',
      room: '你的运行，已停止：另一张图要用它占着的连接',
    },
    complaint: (message) => `没有成功：${message}`,
    moment: (seconds, what) => `第${seconds}秒：${what}`,
    line: (run, line) => `${run}.ts执行到第${line}行`,
    connection: '有连接或交换打开、关闭',
    heard: {
      recorded: '现在显示的是录制的运行。',
      starting: '正在开始。',
      running: '你的运行开始了。',
      stopped: '你的运行停止了。',
      'server-gone': '服务器没有响应，页面会自动重试。',
      refused: '服务器拒绝了。',
    },
  },
  controls: {
    pollEvery: '轮询间隔',
    latency: '延迟',
    eachWay: '单程',
    simulated: '由我们的服务器加上，叠加在你真实的网络之上',
    feed: '消息来源',
    feeds: { match: '足球比赛', ticker: '股票行情', manual: '只有你自己发布的' },
    rate: '事件',
    perMinute: (count) => `每分钟${count}个`,
    variant: '代码',
    conditions: '情形',
    publishGoal: '发布一个进球',
    publishSeveral: (count, apartMs) => `${count}个进球，相隔${apartMs}毫秒`,
    heartbeat: '心跳间隔',
    bandwidth: '带宽',
    perSecond: (bytes) => (bytes >= 1000 ? `${bytes / 1000}千字节/秒` : `${bytes}字节/秒`),
    unlimited: '不限',
    buffer: '代理缓冲',
    noBuffer: '无',
    idle: '空闲超时',
    noIdle: '无',
    break: '弄坏它',
    fault: (fault, transport) => (transport === undefined ? fault : `${fault}，${transport}`),
    send: '发送',
    sendText: '用WebSocket发送的文本',
    sendBinary: (bytes) => `发送${bytes}个随机字节`,
    sendPlaceholder: '你好',
  },
  ladder: {
    title: '时间向下走',
    shortName: { 'short-poll': '短', 'long-poll': '长', 'iframe-stream': 'iframe', sse: 'SSE', ws: 'WS' },
    axis: '秒',
    browser: '浏览器',
    server: '服务器',
    late: (text) => `晚${text}`,
    lateShort: (text) => `+${text}`,
    lateBetween: (least, most) => `晚${least}到${most}`,
    lateAtMost: (most) => `最多晚${most}`,
    several: (event, count) => `${event} × ${count}`,
    fromTo: (first, last) => `${first} … ${last}`,
    held: (text) => `挂起${text}`,
    stillHeld: '挂起中',
    nothingNew304: '304，没有新消息',
    nothingNew200: '200，没有新消息',
    noEvent204: '204，没有事件',
    neverDelivered: '从未送达',
    lost: '未达',
    repeated: '重复',
    uncertainty: (text) => `浏览器这边的时刻，误差±${text}（浅色带）`,
    follow: '跟随 ↓',
    label: (lanes) => `时序图，时间向下走：${lanes}`,
    help: '用上下方向键逐个走过图上的标记。',
    now: '现在',
    zoomIn: '放大时间轴',
    zoomOut: '缩小时间轴',
    cursor: { with: '带游标', without: '不带游标' },
    byFetch: '用fetch读流',
    byPost: 'SSE加POST',
  },
  table: {
    summary: '用表格看',
    time: '秒',
    where: '哪里',
    what: '发生了什么',
    size: '字节',
    published: (event) => `发布：${event}`,
    delivered: (event, late) => `${event}到达JavaScript${late === undefined ? '' : `，晚${late}`}`,
    deliveredAgain: (event) => `${event}再次到达JavaScript`,
    lost: (event) => `${event}：从未送达`,
    lostBy: (published, runs) => `${published}（${runs}：从未送达）`,
    request: (method, target) => `请求${method} ${target}`,
    response: (status, events) => (events === '' ? `响应${status}` : `响应${status}：${events}`),
    more: { 'client-to-server': '请求的后续', 'server-to-client': '响应的后续' },
    feed: '消息来源',
    truncated: (count) => `只列出最新的${count}个标记；全部都在保存的运行里。`,
  },
  wire: {
    title: '你的线路',
    count: (connections, exchanges) => `${connections}条连接 · ${exchanges}次交换`,
    list: '按到达顺序排列的切片',
    follow: '最新 ↓',
    empty: '线路上什么也没有经过。',
    more: (unit) => `…${unit}的后续`,
    event: (id) => `事件${id}`,
    missing: (count) => `有${count}字节没有看到`,
    carries: '内有',
    part: (from, to, of) =>
      `共${of}个切片，这里是第${from}到第${to}个；其余的要启用JavaScript才能看到。表格里有全部标记。`,
  },
  inspector: {
    title: '逐字节看',
    none: '到这一刻为止，线路上什么也没有经过，没有字节可看。',
    grid: '字节',
    tree: '字段',
    previousUnit: '上一个单元',
    nextUnit: '下一个单元',
    incomplete: '还没收全',
    derived: {
      'de-chunked': '去掉分块之后的正文',
      unmasked: '去掉掩码之后的有效载荷',
      messages: '由帧拼成的消息',
      inflated: '解压之后的消息',
    },
    copy: '复制字节',
    copied: '已复制',
    copyFailed: '没能复制',
    byteName: (offset, hex, ascii, field) => `偏移${offset}，十六进制${hex}，${ascii}，${field}`,
    fieldSpan: (start, end) => (end - start === 1 ? `第${start}字节` : `第${start}至${end - 1}字节`),
    violation: '违反规则',
    oddity: '不寻常',
    help: '用左右方向键逐个走过字段，回车键进入字段，Esc键退出，Page Up和Page Down换到别的单元。',
    unexplained: '不属于任何字段',
    later: '这一刻还没到',
    part: (shown, of) => `共${of}字节，这里是前${shown}字节；其余的要启用JavaScript才能看到。`,
    levels: '这个字段在哪里',
  },
  code: {
    title: '正在运行的源码',
    note: '这就是正在运行的源码；构建时只加了点亮各行的标记',
    files: '源文件',
    acts: '正在执行',
    waits: '停在这里等',
    idle: '没有运行',
    help: '用上下方向键逐行移动，回车键跳到这一行最近一次执行的时刻，左右方向键按执行顺序逐行前后移动。',
    notRun: (line) => `第${line}行还没有执行过。`,
    missing: (file) => `本页没有${file}的源码。`,
  },
}

export const BENCH_WORDS: Readonly<Record<Language, BenchWords>> = { en, zh }
