import { bytesText } from '../../words/numbers.ts'
import type { RaceWords } from './words.en.ts'

const zh: RaceWords = {
  title: '赛跑：同一路消息，五种传输方式',
  ladders: '五张时序图，同一根时间轴',
  laddersHelp: '用上下方向键逐个走过事件，左右方向键换到别的传输方式，Home键和End键到最早和最新的事件。',
  leave: '全部断开',
  comeBack: '重新连接',
  away: '五种连接都断开了 · 事件照常发生，这边没有人接',
  surprises: {
    title: '选一场来演',
    names: {
      'quiet-day': '平静的一天',
      'goal-rush': '连环进球',
      'bad-train-ride': '火车进了隧道',
      'buffering-proxy': '攒着不放的代理',
      deploy: '服务器重启',
    },
  },
  startPlays: (surprise) => `演的是选好的这一场：${surprise}`,
  burst: (count) => `连着${count}个进球`,
  conditions: '条件与故障',
  home: {
    todo: '按“开始”之后，第一个事件一来，这里就有。',
    news: {
      title: '出了一件事，只有服务器知道',
      text: (event, seconds) =>
        `“${event}”，第${seconds}秒：就是每条服务器线上的黑色菱形。时间从上往下走。五个页面都想立刻知道，又不想一次次白问：这就是推送要做的事。短轮询做不到，放在这里作对照；另外四种各有各的办法。`,
    },
    lanes: {
      'short-poll': {
        title: '短轮询：问了又问',
        text: (late, requests) =>
          `服务器只能回答，所以不管有没有新消息，这个页面都一直在问：这次运行里有${requests}个请求。事件要等下一个请求来，晚了${late}。`,
      },
      'long-poll': {
        title: '长轮询：问了，先等着',
        text: (late, requests) =>
          `请求早就在那里，服务器一直没有响应（那根竖条）。事件就是它的响应，晚${late}；然后页面再问：共${requests}个请求。`,
      },
      'iframe-stream': {
        title: 'iframe流：一个永远加载不完的页面',
        text: (late) =>
          `一个请求，一个没有结束的响应。它是隐藏的iframe里的HTML页面，每个事件都是其中多出来的一个脚本，晚${late}。`,
      },
      sse: {
        title: 'SSE：专为推送设计的、不结束的响应',
        text: (late) =>
          `同样的想法，有了自己的格式：响应不断变长，浏览器边收边读；断了，浏览器自己再去请求。晚${late}。`,
      },
      ws: {
        title: 'WebSocket：双方共用的一条连接',
        text: (late) =>
          `先用一个HTTP请求做协议升级。从此哪一边有话，哪一边就发；这一次是服务器发的，${late}之后页面就拿到了。`,
      },
    },
  },
  groups: { feed: '消息', page: '页面', wire: '线路', break: '制造故障' },
  simulated: '由我们的服务器模拟',
  brokenBy: '真的断，由我们的服务器来断',
  rate: (perMinute) => {
    if (perMinute === 0) return '没有'
    if (perMinute < 60) return `每分钟${perMinute}个`
    return `每秒${Number((perMinute / 60).toFixed(perMinute < 600 ? 1 : 0))}个`
  },
  whom: '传输方式',
  wholeRace: '五种全部',
  deploy: '重启服务器（停3秒）',
  connections: (held, left) =>
    `用HTTP/1.1连同一台主机，Chromium和Firefox最多开六条连接。赛跑现在占着${held}条，${
      left > 0 ? `还剩${left}条` : '一条不剩'
    }留给轮询、发布和本页的其他请求。WebSocket不算在这六条之内。`,
  noneChosen: '选一个事件，看它在每种方式下晚到多久。',
  noEvents: '还没有事件。',
  allLanes: '五栏并排',
  lifelines: '每一栏里，左边是浏览器，右边是服务器',
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
    key: {
      event: '一个事件',
      p95: '100个里有95个不晚于它',
      theory: '单凭所设条件算出的范围',
    },
    transport: '传输方式',
    delays: '延迟',
    median: '中位数',
    p95: 'p95',
    p99: 'p99',
    mean: '平均',
    least: '最小',
    greatest: '最大',
    theory: '理论',
    theorySays: (least, mean, greatest) =>
      least === greatest ? least : `${least}到${greatest}，平均${mean}`,
    noTheory: '这些条件下没有简单的算式',
    requests: '请求',
    silentRepeats: (count) => `其中${count}个是浏览器自己重发的`,
    connections: '连接',
    open: '个未结束',
    bytes: '字节',
    up: '上行',
    down: '下行',
    kind: { head: '首部', framing: '封装', payload: '事件' },
    perEvent: '每个事件的开销',
    delivered: '送达',
    lost: '丢失',
    repeated: '重复',
    outOfOrder: '乱序',
    pending: '还没到',
    disturbed: '途中遇到中断',
    bytesText: (count) => bytesText(count, ['字节', '千字节', '兆字节']),
  },
  table: '这场赛跑的全部数字',
  tableOpen: '用表格看',
  saveRows: '数字存为CSV',
  saveDelays: '延迟存为CSV',
  saveDelaysHint: (most) => `每种方式最近的${most}个，逐个列出`,
  toRace: '自己来设条件',
}

export default zh
