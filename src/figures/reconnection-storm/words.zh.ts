import spanZh from '../../words/numbers.zh.ts'
import type { StormWords } from './words.en.ts'

const zh: StormWords = {
  title: (clients) => `${clients}个客户端同时与服务器断开`,
  simulated: '模拟，没有真实流量',
  strategies: {
    fixed: '固定等待',
    exponential: '加倍，不加抖动',
    'full-jitter': '加倍，完全抖动',
    'this-site': '本站自己的做法',
    'event-source': 'EventSource默认',
    'own-retry': 'EventSource，各发各的retry',
  },
  waits: {
    fixed: '每次1秒',
    exponential: '0.25秒、0.5秒……8秒',
    'full-jitter': '0到0.25秒、0到0.5秒……0到8秒之间随机',
    'this-site': '上面的一半固定，另一半随机',
    'event-source': '每次3秒',
    'own-retry': '1秒到5秒之间，各有一个',
  },
  columns: {
    strategy: '每次尝试之前等多久',
    back: '全部回来',
    tries: '尝试',
    wasted: '白费',
    peak: '0.1秒内最多',
  },
  tableCaption: '模拟结果：同样的客户端，同样的服务器，六种等法。选一种，看它的每次尝试。',
  tableFoot: (ms) => `不管怎么等，从断开算起，最快也要${spanZh(ms)}才能全部回来。`,
  back: spanZh,
  missing: (clients, limitMs) => `过了${spanZh(limitMs)}还差${clients}个`,
  clients: '客户端',
  clientsValue: (clients) => `${clients}个`,
  capacity: '服务器能接',
  capacityValue: (perSecond) => `每秒${perSecond}个`,
  down: '服务器停机',
  downValue: spanZh,
  seed: (seed) => `换一组随机数（种子${seed}）`,
  play: (times) => `按时间播放${times === 1 ? '' : `（${times}×）`}`,
  showAll: '一次全显示',
  countAxis: '每0.1秒的尝试次数',
  timeAxis: '断开之后的秒数',
  accepted: '接上了',
  refused: '被拒绝',
  unanswered: '没人接',
  capacityLine: (perTenth) => `上限${perTenth}个`,
  away: '服务器不在',
  allBack: (ms) => `全部回来：${spanZh(ms)}`,
  soFar: (ms, back, clients) => `${spanZh(ms)}：${clients}个里回来了${back}个`,
  drawing: (strategy, outcome, peak) =>
    `模拟：每0.1秒的尝试次数。${strategy}：${outcome}；0.1秒内最多${peak}次。`,
  asTable: '逐秒列成表格',
  second: '秒',
  needsScript: '启用脚本后，可以在其中挑选，也可以改动数字。',
  steps: {
    'event-source': ({ clients, peak, wasted, outcome }) =>
      `${clients}个客户端都等同样的三秒，于是同时来敲门：0.1秒内${peak}次。接上的只是少数，其余的再一起等三秒。白费${wasted}次，${outcome}。`,
    fixed: ({ peak, wasted, outcome }) =>
      `等得短些，浪头只是来得更密，并没有变低：最挤的0.1秒里有${peak}次。白费${wasted}次，${outcome}。`,
    exponential: ({ peak, wasted, outcome }) =>
      `每失败一次，等待就加倍，大家都一样。于是始终同进同退，浪头只是隔得更远：同时${peak}次，白费${wasted}次，${outcome}。`,
    'full-jitter': ({ peak, wasted, outcome }) =>
      `各自随机抽一个等待时间，从零到加倍后的上限。浪头就摊平了：最挤的0.1秒里${peak}次，白费${wasted}次，${outcome}。`,
    'this-site': ({ peak, wasted, outcome }) =>
      `等待的一半固定，一半随机：谁也不会立刻再来，也不会齐步走。同时${peak}次，白费${wasted}次，${outcome}。`,
    'own-retry': ({ peak, wasted, outcome }) =>
      `服务器停机之前，给每个客户端各发过一个不同的retry。从第一次尝试起就是分散的：同时${peak}次，白费${wasted}次，${outcome}。`,
  },
  outcome: (text, isAll) => (isAll ? `${text}之后全部回来` : text),
}

export default zh
