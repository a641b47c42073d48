/** Every word of the simulated reconnection storm, English and Simplified Chinese. Used by `src/widgets/storm`. */
import type { StormStrategy } from '../figures/reconnection-storm/simulation.ts'
import { spanEn, spanZh } from './duration.ts'
import type { Language } from './languages.ts'

export interface StormWords {
  readonly title: (clients: number) => string
  /** What it is: no run of anybody's. */
  readonly simulated: string
  readonly strategies: Readonly<Record<StormStrategy, string>>
  /** Of what a strategy waits, in a few words. */
  readonly waits: Readonly<Record<StormStrategy, string>>
  readonly columns: {
    readonly strategy: string
    readonly back: string
    readonly tries: string
    readonly wasted: string
    readonly peak: string
  }
  readonly tableCaption: string
  readonly tableFoot: (soonestMs: number) => string
  readonly back: (ms: number) => string
  readonly missing: (clients: number, limitMs: number) => string
  readonly clients: string
  readonly clientsValue: (clients: number) => string
  readonly capacity: string
  readonly capacityValue: (perSecond: number) => string
  readonly down: string
  readonly downValue: (ms: number) => string
  readonly seed: (seed: number) => string
  readonly play: (timesFaster: string) => string
  readonly showAll: string
  readonly countAxis: string
  readonly timeAxis: string
  readonly accepted: string
  readonly refused: string
  readonly unanswered: string
  readonly capacityLine: (perTenth: number) => string
  readonly away: string
  readonly allBack: (ms: number) => string
  readonly soFar: (ms: number, back: number, clients: number) => string
  readonly drawing: (strategy: string, outcome: string, peak: number) => string
  readonly asTable: string
  readonly second: string
  readonly needsScript: string
}

export const STORM_WORDS: Readonly<Record<Language, StormWords>> = {
  en: {
    title: (clients) => `${clients} clients lose their server at once`,
    simulated: 'a simulation, no traffic',
    strategies: {
      fixed: 'A fixed wait',
      exponential: 'Doubling, no jitter',
      'full-jitter': 'Doubling, full jitter',
      'this-site': 'This site’s own',
      'event-source': 'EventSource by itself',
      'own-retry': 'EventSource, a retry for each',
    },
    waits: {
      fixed: '1 s, each time',
      exponential: '0.25 s, 0.5 s … 8 s',
      'full-jitter': 'anything up to 0.25 s, 0.5 s … 8 s',
      'this-site': 'half of that for certain, the rest by chance',
      'event-source': '3 s, each time',
      'own-retry': 'its own, between 1 s and 5 s',
    },
    columns: {
      strategy: 'How long each waits before a try',
      back: 'All are back after',
      tries: 'Tries',
      wasted: 'In vain',
      peak: 'Most in 0.1\u00a0s',
    },
    tableCaption:
      'Simulated: the same clients and the same server, six ways to wait. Choose one to see its tries.',
    tableFoot: (ms) => `No way to wait could bring all back sooner than ${spanEn(ms)} after the loss.`,
    back: spanEn,
    missing: (clients, limitMs) => `${clients} missing after ${spanEn(limitMs)}`,
    clients: 'clients',
    clientsValue: String,
    capacity: 'server takes',
    capacityValue: (perSecond) => `${perSecond} a second`,
    down: 'server is away',
    downValue: spanEn,
    seed: (seed) => `Other chances (seed ${seed})`,
    play: (times) => `Play in time${times}`,
    showAll: 'Show at once',
    countAxis: 'tries in each 0.1 s',
    timeAxis: 'seconds since the loss',
    accepted: 'let in',
    refused: 'turned away',
    unanswered: 'nobody there',
    capacityLine: (perTenth) => `room for ${perTenth}`,
    away: 'server away',
    allBack: (ms) => `all back: ${spanEn(ms)}`,
    soFar: (ms, back, clients) => `${spanEn(ms)}: ${back} of ${clients} back`,
    drawing: (strategy, outcome, peak) =>
      `Simulated tries in each tenth of a second. ${strategy}: ${outcome}; at most ${peak} tries in one tenth.`,
    asTable: 'The same second by second',
    second: 'Second',
    needsScript: 'With script you can choose among them and change the numbers.',
  },
  zh: {
    title: (clients) => `${clients}个客户端同时失去服务器`,
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
    play: (times) => `按时间播放${times}`,
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
  },
}
