/**
 * Every word the race says beside the bench's own (`bench-words.ts`), English and Simplified Chinese. What the staged
 * races ask and answer is in `race-preset-words.ts`.
 */
import type { ByteKind } from '../wire/trace/queries/byte-kinds.ts'
import type { Language } from './languages.ts'

export interface RaceWords {
  readonly title: string
  readonly ladders: string
  readonly laddersHelp: string
  readonly leave: string
  readonly comeBack: string
  readonly away: string
  readonly burst: (count: number) => string
  readonly conditions: string
  readonly groups: Readonly<Record<'feed' | 'page' | 'wire' | 'break', string>>
  readonly simulated: string
  readonly brokenBy: string
  /** Events a minute, in words a reader can picture. */
  readonly rate: (perMinute: number) => string
  readonly whom: string
  readonly wholeRace: string
  readonly deploy: string
  /** How many of a browser's six connections the race holds. */
  readonly connections: (held: number, left: number) => string
  readonly noneChosen: string
  readonly noEvents: string
  /** One event and how late it was, lane by lane. */
  readonly chosen: (event: string, lanes: readonly string[]) => string
  readonly laneLate: (transport: string, duration: string) => string
  readonly laneWaiting: (transport: string) => string
  readonly laneLost: (transport: string) => string
  readonly previousEvent: string
  readonly nextEvent: string
  readonly folded: (second: string) => string
  readonly thinned: string
  readonly rows: {
    readonly title: string
    readonly axis: string
    readonly transport: string
    readonly delays: string
    readonly median: string
    readonly p95: string
    readonly p99: string
    readonly mean: string
    readonly least: string
    readonly greatest: string
    readonly theory: string
    readonly theorySays: (least: string, mean: string, greatest: string) => string
    readonly noTheory: string
    readonly requests: string
    readonly silentRepeats: (count: number) => string
    readonly connections: string
    readonly open: string
    readonly bytes: string
    readonly up: string
    readonly down: string
    readonly kind: Readonly<Record<ByteKind, string>>
    readonly perEvent: string
    readonly delivered: string
    readonly lost: string
    readonly repeated: string
    readonly outOfOrder: string
    readonly pending: string
    readonly disturbed: string
    readonly bytesText: (count: number) => string
  }
  readonly table: string
  readonly tableOpen: string
  readonly saveRows: string
  readonly saveDelays: string
  readonly saveDelaysHint: (most: number) => string
  readonly toRace: string
}

function bytesText(count: number, space: string): string {
  if (count < 1000) return `${Math.round(count)}${space}B`
  if (count < 9950) return `${(count / 1000).toFixed(1)}${space}kB`
  if (count < 999_500) return `${Math.round(count / 1000)}${space}kB`
  return `${(count / 1_000_000).toFixed(1)}${space}MB`
}

const en: RaceWords = {
  title: 'The race: one feed, five transports',
  ladders: 'Five ladders on one time axis',
  laddersHelp:
    'Up and down arrow keys go from event to event, left and right from lane to lane, Home and End to the first and the last.',
  leave: 'Leave the page',
  comeBack: 'Come back',
  away: 'the page has left · events go on, nobody here to get them',
  burst: (count) => `${count} goals at once`,
  conditions: 'Conditions and faults',
  groups: { feed: 'The feed', page: 'The page', wire: 'The wire', break: 'Break it' },
  simulated: 'simulated by our server',
  brokenBy: 'real cuts, done by our server',
  rate: (perMinute) => {
    if (perMinute === 0) return 'none'
    if (perMinute < 60) return `${perMinute}/min`
    return `${Number((perMinute / 60).toFixed(perMinute < 600 ? 1 : 0))}/s`
  },
  whom: 'whom',
  wholeRace: 'all five',
  deploy: 'Deploy (down 3 s)',
  connections: (held, left) =>
    `Of the six connections a browser opens to one host over HTTP/1.1 the race holds ${held}; ${
      left > 0 ? `${left} ${left === 1 ? 'is' : 'are'} left` : 'none is left'
    } for polls, publishing and the rest of this page. WebSockets are not among the six.`,
  noneChosen: 'Choose an event: how late was it, lane by lane?',
  noEvents: 'No event yet.',
  chosen: (event, lanes) => `${event}: ${lanes.join(' · ')}`,
  laneLate: (transport, duration) => `${transport} ${duration}`,
  laneWaiting: (transport) => `${transport} not yet`,
  laneLost: (transport) => `${transport} never`,
  previousEvent: '← event',
  nextEvent: 'event →',
  folded: (second) => `What happened before second ${second} is counted below and no longer drawn.`,
  thinned:
    'So many events: marks that would touch are drawn as one, without labels and brackets; the rows and the table count each.',
  rows: {
    title: 'Measured, transport by transport',
    axis: 'from publishing to JavaScript, logarithmic',
    transport: 'Transport',
    delays: 'Delay',
    median: 'median',
    p95: 'p95',
    p99: 'p99',
    mean: 'mean',
    least: 'least',
    greatest: 'greatest',
    theory: 'Theory',
    theorySays: (least, mean, greatest) => `${least} to ${greatest}, mean ${mean}`,
    noTheory: 'none under these conditions',
    requests: 'requests',
    silentRepeats: (count) => `${count} of them the browser’s own repeats`,
    connections: 'connections',
    open: 'open',
    bytes: 'bytes',
    up: 'up',
    down: 'down',
    kind: { head: 'heads', framing: 'framing', payload: 'events' },
    perEvent: 'overhead an event',
    delivered: 'delivered',
    lost: 'lost',
    repeated: 'repeated',
    outOfOrder: 'out of order',
    pending: 'on their way',
    disturbed: 'met a break on the way',
    bytesText: (count) => bytesText(count, ' '),
  },
  table: 'All numbers of the race',
  tableOpen: 'The same as a table',
  saveRows: 'Numbers as CSV',
  saveDelays: 'Delays as CSV',
  saveDelaysHint: (most) => `the newest ${most} of each transport, one by one`,
  toRace: 'Set the conditions yourself',
}

const zh: RaceWords = {
  title: '赛跑：同一路消息，五种传输方式',
  ladders: '五张时序图，同一根时间轴',
  laddersHelp: '用上下方向键逐个走过事件，左右方向键换到别的传输方式，Home键和End键到最早和最新的事件。',
  leave: '离开页面',
  comeBack: '回来',
  away: '页面已经离开 · 事件照常发生，这边没有人接',
  burst: (count) => `连进${count}球`,
  conditions: '条件与故障',
  groups: { feed: '消息', page: '页面', wire: '线路', break: '弄坏它' },
  simulated: '由我们的服务器模拟',
  brokenBy: '真的断，由我们的服务器来断',
  rate: (perMinute) => {
    if (perMinute === 0) return '没有'
    if (perMinute < 60) return `每分钟${perMinute}个`
    return `每秒${Number((perMinute / 60).toFixed(perMinute < 600 ? 1 : 0))}个`
  },
  whom: '对象',
  wholeRace: '五种全部',
  deploy: '重新部署（停3秒）',
  connections: (held, left) =>
    `浏览器用HTTP/1.1连同一台主机，最多开六条连接。赛跑现在占着${held}条，${
      left > 0 ? `还剩${left}条` : '一条不剩'
    }留给轮询、发布和本页的其他请求。WebSocket不算在这六条之内。`,
  noneChosen: '选一个事件，看它在每种方式下晚到多久。',
  noEvents: '还没有事件。',
  chosen: (event, lanes) => `${event}：${lanes.join('，')}`,
  laneLate: (transport, duration) => `${transport}晚${duration}`,
  laneWaiting: (transport) => `${transport}还没到`,
  laneLost: (transport) => `${transport}永远不会到`,
  previousEvent: '← 上一个事件',
  nextEvent: '下一个事件 →',
  folded: (second) => `第${second}秒之前的标记不再画出，但都算在下面的数字里。`,
  thinned: '事件太密：挨在一起的标记合画成一个，标签和括线省去；下方各行和表格仍逐个计数。',
  rows: {
    title: '实测：一种方式一行',
    axis: '从发布到JavaScript，对数刻度',
    transport: '传输方式',
    delays: '延迟',
    median: '中位数',
    p95: 'p95',
    p99: 'p99',
    mean: '平均',
    least: '最小',
    greatest: '最大',
    theory: '理论',
    theorySays: (least, mean, greatest) => `${least}到${greatest}，平均${mean}`,
    noTheory: '这些条件下没有简单的算式',
    requests: '请求',
    silentRepeats: (count) => `其中${count}个是浏览器自己重发的`,
    connections: '连接',
    open: '开着',
    bytes: '字节',
    up: '上行',
    down: '下行',
    kind: { head: '首部', framing: '包装', payload: '事件' },
    perEvent: '每个事件的开销',
    delivered: '送达',
    lost: '丢失',
    repeated: '重复',
    outOfOrder: '乱序',
    pending: '还没到',
    disturbed: '途中遇到中断',
    bytesText: (count) => bytesText(count, ''),
  },
  table: '这场赛跑的全部数字',
  tableOpen: '用表格看',
  saveRows: '数字存为CSV',
  saveDelays: '延迟存为CSV',
  saveDelaysHint: (most) => `每种方式最近的${most}个，逐个列出`,
  toRace: '自己来设条件',
}

export const RACE_WORDS: Readonly<Record<Language, RaceWords>> = { en, zh }
