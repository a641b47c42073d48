import spanZh from '../../words/numbers.zh.ts'
import type { SeventhConnectionWords } from './words.en.ts'

const zh: SeventhConnectionWords = {
  title: '六条连接与第七条',
  open: '再打开一个流',
  ask: '请求/healthz',
  close: '关闭',
  closeLabel: (stream) => `关闭第${stream}个流`,
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
  steps: {
    one: {
      title: '一个流独占一条连接',
      text: 'EventSource的响应不会结束。只要它还在继续，这条连接就带不了别的。',
      todo: '打开一个流，看它占掉一条。',
    },
    six: {
      title: '六个流，六条连接',
      text: '走HTTP/1.1时，Chromium和Firefox到一台主机只开六条，一条也不多：所有标签页合起来六条。',
      todo: '打开六个。',
    },
    seventh: {
      title: '第七个在等，谁也不说',
      text: '它的readyState是CONNECTING。没有error事件，服务器也没见到它的一个字节。',
      todo: '再打开一个。',
    },
    ask: {
      title: '别的请求也一样要等',
      text: '到同一台主机的普通请求排在同一个队里：一次点击、一张图片、一次登录。',
      todo: '六条都占满时，请求/healthz。',
    },
    freed: {
      title: '走一个，进一个',
      text: '关掉一个流，连接马上空出来，等得最久的就能用上。',
      todo: '关掉六个中的一个：录制在这之前就结束了。',
    },
  },
}

export default zh
