/** What the figure of the seventh connection says, English and Simplified Chinese. Used by `src/widgets/seventh-connection`. */
import { spanEn, spanZh } from './duration.ts'
import type { Language } from './languages.ts'

export interface SeventhConnectionWords {
  readonly title: string
  readonly open: string
  readonly ask: string
  readonly close: string
  readonly closeLabel: (stream: number) => string
  readonly closeAll: string
  /** Without a host where none is known: in a recorded run. */
  readonly sockets: (host?: string) => string
  readonly socket: (number: number) => string
  readonly free: string
  readonly stream: (number: number) => string
  readonly queue: string
  readonly nobody: string
  readonly waits: (ms: number) => string
  readonly askWaits: (ms: number) => string
  readonly waited: (ms: number) => string
  readonly atOnce: (ms: number) => string
  readonly noByte: string
  readonly answered: (status: number, ms: number) => string
  readonly asking: (target: string) => string
  readonly givenUp: string
  readonly accounts: (stopped: number) => string
  readonly elsewhere: string
  readonly said: (has: number, waits: number) => string
}

export const SEVENTH_CONNECTION_WORDS: Readonly<Record<Language, SeventhConnectionWords>> = {
  en: {
    title: 'Six connections, and the seventh',
    open: 'Open another stream',
    ask: 'Ask for /healthz',
    close: 'Close',
    closeLabel: (stream) => `Close stream ${stream}`,
    closeAll: 'Let go of all',
    sockets: (host) => `The browser’s HTTP/1.1 connections to ${host ?? 'this host'}`,
    socket: (number) => `connection ${number}`,
    free: 'free',
    stream: (number) => `stream ${number}`,
    queue: 'Waiting in the browser',
    nobody: 'nobody',
    waits: (ms) => `CONNECTING for ${spanEn(ms)}`,
    askWaits: (ms) => `waits, ${spanEn(ms)} by now`,
    waited: (ms) => `got its connection after ${spanEn(ms)}`,
    atOnce: (ms) => `reached the server after ${spanEn(ms)}`,
    noByte: 'not a byte of it has reached the server, and no event says so',
    answered: (status, ms) => `answered ${status} after ${spanEn(ms)}`,
    asking: (target) => `GET ${target}`,
    givenUp: 'given up',
    accounts: (stopped) =>
      `${stopped === 0 ? 'Nothing else runs on this page.' : `${stopped === 1 ? 'One other figure' : `${stopped} other figures`} of this page ${stopped === 1 ? 'was' : 'were'} stopped first, to have all six for this.`} The observer that brings these lines is a WebSocket, which Chromium counts in another pool. Another tab on this site would share the six.`,
    elsewhere:
      'Fewer than six streams have a connection, and yet one waits: something else of this browser holds connections to this host. Another tab?',
    said: (has, waits) => `${has} streams have a connection, ${waits} wait.`,
  },
  zh: {
    title: '六条连接，和第七条',
    open: '再打开一个流',
    ask: '请求/healthz',
    close: '关闭',
    closeLabel: (stream) => `关闭第${stream}个流`,
    closeAll: '全部放开',
    sockets: (host) => `浏览器到${host ?? '这台主机'}的HTTP/1.1连接`,
    socket: (number) => `连接${number}`,
    free: '空着',
    stream: (number) => `流${number}`,
    queue: '在浏览器里排队',
    nobody: '没有',
    waits: (ms) => `CONNECTING，已经${spanZh(ms)}`,
    askWaits: (ms) => `在等，已经${spanZh(ms)}`,
    waited: (ms) => `等了${spanZh(ms)}才有连接`,
    atOnce: (ms) => `${spanZh(ms)}后到了服务器`,
    noByte: '服务器一个字节也没见到，也没有任何事件提起',
    answered: (status, ms) => `${spanZh(ms)}后得到${status}`,
    asking: (target) => `GET ${target}`,
    givenUp: '放弃了',
    accounts: (stopped) =>
      `${stopped === 0 ? '本页没有别的东西在跑。' : `先停掉了本页另外${stopped}张图，好把六条都让出来。`}送来这些消息的观察连接是WebSocket，Chromium把它算在另一个连接池里。同一站点的另一个标签页会和这里共用这六条。`,
    elsewhere:
      '有连接的流还不到六个，却已经有流在等：这个浏览器里还有别的东西占着到这台主机的连接。是不是另一个标签页？',
    said: (has, waits) => `${has}个流有连接，${waits}个在等。`,
  },
}
