/** Terms of the glossary: the connection, what stands between, and whose page it is. */
import type { TermEntry } from './term-entry.ts'

export const CONNECTION_TERMS = {
  connection: {
    name: { en: 'connection', zh: '连接' },
    not: { zh: ['链接数', '链接池'] },
    meaning: {
      en: 'One TCP connection. Many exchanges may pass on it, one after another.',
      zh: '一条TCP连接，上面可以先后进行许多次交换。',
    },
    clause: { rfc: 9112, section: '9' },
  },
  'persistent-connection': {
    name: { en: 'persistent connection', zh: '持久连接' },
    also: { en: ['keep-alive'], zh: ['长连接'] },
    meaning: {
      en: 'A connection that stays open after a response, for the next request. In HTTP/1.1 that is the rule.',
      zh: '响应结束之后不关、留给下一个请求用的连接。HTTP/1.1默认如此。',
    },
    clause: { rfc: 9112, section: '9.3' },
  },
  'connection-limit': {
    name: { en: 'connection limit', zh: '连接数限制' },
    meaning: {
      en: 'How many connections a browser opens to one host at a time: six in Chromium and Firefox, for HTTP/1.1. What asks for a seventh waits.',
      zh: '浏览器对同一台主机同时开的连接数上限：HTTP/1.1下，Chromium和Firefox都是六条，第七个请求就得等。',
    },
    clause: { rfc: 9112, section: '9.4' },
  },
  socket: {
    name: { en: 'socket', zh: '套接字' },
    not: { zh: ['插座'] },
    meaning: {
      en: 'One end of a connection, as a program holds it.',
      zh: '程序手里握着的连接的一端。',
    },
  },
  wire: {
    name: { en: 'wire', zh: '线路' },
    not: { zh: ['网线'] },
    meaning: {
      en: 'The path between browser and server, whatever it is made of.',
      zh: '浏览器和服务器之间的那段路，不管它是什么做的。',
    },
  },
  proxy: {
    name: { en: 'proxy', zh: '代理' },
    also: { en: ['reverse proxy'], zh: ['反向代理'] },
    meaning: {
      en: 'A program between browser and server that passes requests and responses on, and may collect them first.',
      zh: '站在浏览器和服务器之间转交请求和响应的程序，有时要攒一攒才往下传。',
    },
    clause: { rfc: 9110, section: '3.7' },
  },
  middlebox: {
    name: { en: 'middlebox', zh: '中间设备' },
    not: {
      en: ['box on the way', 'boxes on the way', 'box in between', 'box that', 'our box', 'the boxes'],
      zh: ['中间盒', '路上的设备', '途中的设备'],
    },
    meaning: {
      en: 'Anything on the way that keeps an eye on connections: a proxy, a firewall, a load balancer, a home router.',
      zh: '路上一切会过问连接的东西：代理、防火墙、负载均衡、家里的路由器。',
    },
  },
  segment: {
    name: { en: 'segment', zh: 'TCP报文段' },
    not: { zh: ['一个段，', '丢一个段', 'TCP段'] },
    meaning: {
      en: 'The piece that TCP sends at a time. Its boundaries mean nothing to anything above: a chunk or a frame may lie in several segments, and one segment may hold several.',
      zh: 'TCP一次发出的东西。它的边界不代表任何含义：一个分块或一帧可能落在好几段里，一段里也可能有好几个。',
    },
    clause: { rfc: 9293, section: '3.8' },
  },
  reset: {
    name: { en: 'reset', zh: '重置' },
    also: { en: ['RST'], zh: ['RST'] },
    meaning: {
      en: 'A TCP segment with the flag RST: this connection is no more, and whatever was still on the way is lost. Both ends know it as soon as it arrives.',
      zh: '带RST标志的TCP报文段：这条连接作废，还在路上的也不要了。它一到，对方马上就知道。',
    },
    clause: { rfc: 9293, section: '3.5.2' },
  },
  fin: {
    name: { en: 'FIN', zh: 'FIN' },
    meaning: {
      en: 'Two things share this name. In TCP, a flag that says: I have nothing more to send; so a connection ends in order. In a WebSocket frame, the first bit: this frame ends its message.',
      zh: '同一个名字，两个意思。在TCP里是一个标志：我这边发完了，连接就这样正常结束。在WebSocket的帧里是第一个比特：消息到这一帧为止。',
    },
    clause: { rfc: 9293, section: '3.6' },
  },
  cache: {
    name: { en: 'cache', zh: '缓存' },
    not: { zh: ['快取'] },
    meaning: {
      en: 'A store of earlier responses that answers in the server’s place. Not a buffer.',
      zh: '存着以前的响应、能代替服务器作答的地方。它和缓冲区是两回事。',
    },
    clause: { rfc: 9111, section: '2' },
  },
  buffering: {
    name: { en: 'buffering', zh: '缓冲' },
    meaning: {
      en: 'Collecting bytes before passing them on. In a proxy it turns a stream into one late response.',
      zh: '把字节攒起来再往下传。代理这么做，流就成了一个迟到的响应。',
    },
    clause: { rfc: 6202, section: '3.2' },
  },
  flush: {
    name: { en: 'flush', zh: 'flush' },
    meaning: {
      en: 'To pass on at once what a buffer has collected.',
      zh: '把缓冲区里攒着的立刻送出去。',
    },
  },
  backpressure: {
    name: { en: 'backpressure', zh: '背压' },
    also: { zh: ['回压', '反压'] },
    meaning: {
      en: 'A slow reader making the sender wait. The WebSocket object of browsers has none: in a page that cannot keep up, messages pile up. Chromium’s WebSocketStream has it.',
      zh: '读得慢的一方让发送方等一等。浏览器的WebSocket对象没有这回事，页面跟不上，消息就堆着；Chromium的WebSocketStream则有。',
    },
  },
  latency: {
    name: { en: 'latency', zh: '延迟' },
    not: { zh: ['时延'] },
    also: { zh: ['时延'] },
    meaning: {
      en: 'How long the trip takes, in one direction.',
      zh: '路上花的时间，单程计。',
    },
  },
  'round-trip': {
    name: { en: 'round trip', zh: '往返' },
    meaning: {
      en: 'There and back: twice the latency.',
      zh: '一去一回，两个单程。',
    },
  },
  jitter: {
    name: { en: 'jitter', zh: '抖动' },
    meaning: {
      en: 'Variation in latency. Also the random part that is added to a wait on purpose, so that not all come back at once.',
      zh: '同一个名字，两个意思。说线路，是延迟忽长忽短；说重连，是故意给等待时间加的一点随机，免得大家同时回来。',
    },
  },
  'head-of-line': {
    name: { en: 'head-of-line blocking', zh: '队头阻塞' },
    meaning: {
      en: 'What has arrived must wait for what was lost before it, since TCP delivers in order.',
      zh: 'TCP按顺序交付，前面丢了一段，后面到了的也得等。',
    },
  },
  'idle-timeout': {
    name: { en: 'idle timeout', zh: '空闲超时' },
    not: { zh: ['闲置超时'] },
    meaning: {
      en: 'How long a middlebox keeps a connection on which nothing moves.',
      zh: '连接上没有动静时，中间设备肯等多久。',
    },
  },
  heartbeat: {
    name: { en: 'heartbeat', zh: '心跳' },
    not: { zh: ['心跳包'] },
    also: { zh: ['心跳包'] },
    meaning: {
      en: 'Something small sent at an interval, so that the connection does not look idle and a silent death is noticed.',
      zh: '隔一阵发的一点东西：连接不至于显得空闲，悄悄断了也能发觉。',
    },
  },
  'half-open': {
    name: { en: 'half-open connection', zh: '半开连接' },
    also: { zh: ['假在线'] },
    meaning: {
      en: 'A connection that is gone on one side while the other still believes in it. Only sending, or waiting in vain, shows it.',
      zh: '一端已经没了、另一端还以为通着的连接。不发点东西，或者不设等待的期限，就看不出来。',
    },
  },
  'same-origin': {
    name: { en: 'same-origin policy', zh: '同源策略' },
    meaning: {
      en: 'The browser’s rule that a page may not read what another origin (scheme, host, port) sends back, unless that one allows it.',
      zh: '浏览器的规矩：页面不能读取别的源（协议、主机、端口）的响应，除非对方允许。跨源就是常说的跨域。',
    },
    clause: { standard: 'html', section: 'origin' },
  },
  cors: {
    name: { en: 'CORS', zh: 'CORS' },
    also: { en: ['cross-origin resource sharing'], zh: ['跨源资源共享', '跨域资源共享'] },
    meaning: {
      en: 'The header lines with which a server lets pages of other origins read its responses. It holds for EventSource and `fetch`, not for WebSocket.',
      zh: '服务器用来允许别的源的页面读取响应的一组首部字段。中文里说的“解决跨域”，多半就是配置它。它管EventSource和`fetch`，不管WebSocket。',
    },
    clause: { standard: 'fetch', section: 'http-cors-protocol' },
  },
  credentials: {
    name: { en: 'credentials', zh: '凭据' },
    also: { zh: ['凭证'] },
    meaning: {
      en: 'What a browser sends along to say whose request it is: cookies above all.',
      zh: '浏览器随请求带上、表明是谁在请求的东西，主要是Cookie。',
    },
    clause: { standard: 'fetch', section: 'credentials' },
  },
  cswsh: {
    name: { en: 'cross-site WebSocket hijacking', zh: '跨站WebSocket劫持' },
    meaning: {
      en: 'A stranger’s page opens a WebSocket with the user’s cookies, and the server does not look at `Origin`.',
      zh: '别人的页面带着用户的Cookie打开WebSocket，而服务器没有检查`Origin`。',
    },
    clause: { rfc: 6455, section: '10.2' },
  },
  'tab-throttling': {
    name: { en: 'background tab throttling', zh: '后台标签页节流' },
    meaning: {
      en: 'In a tab that nobody is looking at, a browser runs timers less often. A page that polls on a timer then polls less often.',
      zh: '标签页没人看时，浏览器让它的定时器少跑几次。靠定时器轮询的页面，也就问得少了。',
    },
  },
  bfcache: {
    name: { en: 'back/forward cache', zh: '往返缓存' },
    also: { en: ['bfcache'], zh: ['bfcache'] },
    meaning: {
      en: 'Where a browser keeps a page that you have left, whole, to show it again at once. An open connection may keep a page out of it.',
      zh: '浏览器把离开的页面原样留着的地方，退回来立刻就能看到。页面若还开着连接，可能就进不去。',
    },
  },
} as const satisfies Record<string, TermEntry>
