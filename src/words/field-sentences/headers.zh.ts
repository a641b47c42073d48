/** What well-known headers do, in Chinese. Each sentence speaks of the value it is given. */
import { parseExtension, type ExtensionParameter } from '../../wire/websocket/deflate-parameters.ts'
import { headerSentence, type HeaderRows, type HeaderSentence } from './header-sides.ts'
import type { Around } from './sentence.ts'

const hidden =
  (what: string): HeaderSentence =>
  (value) =>
    /^\*+$/.test(value)
      ? `${what}这${value.length}字节原样经过了线路；这里每个字节显示成一个星号，免得秘密出现在屏幕上。`
      : what

const ROWS: HeaderRows = {
  accept: {
    request: (value) =>
      value === '*/*'
        ? '什么类型都行：客户端没有偏好。'
        : `客户端希望收到的内容类型：${value}。其中的q表示偏好的程度。`,
    response: (value) => `下次往这里发内容时，服务器希望收到的类型：${value}。`,
  },
  'accept-encoding': {
    request: (value) =>
      `客户端能解开这些压缩格式：${value}。服务器可以选用一种，用了就在Content-Encoding里写明。`,
    response: (value) => `以后的请求若要压缩，服务器能解开这些格式：${value}。`,
  },
  'accept-language': (value) => `读者偏好的语言，越靠前越想要：${value}。`,
  'accept-ranges': () => '说明能不能只取这个资源的一部分。',
  'access-control-allow-origin': (value) => `允许哪些别的源的页面读取这个响应：${value}。`,
  age: (value) => `这个响应已经在缓存里放了${value}秒。`,
  allow: (value) => `这个资源接受的方法：${value}。`,
  authorization: hidden('客户端用来证明自己身份的凭据。'),
  'cache-control': { request: askedOfCaches, response: allowedToCaches },
  connection: {
    request: connection('客户端希望这条连接不关', '客户端不会再在这条连接上发请求'),
    response: connection('服务器会让这条连接开着', '服务器发完这个响应就关闭连接'),
  },
  'content-encoding': (value) => `正文用${value}编码过，接收方要先解开。`,
  'content-length': contentLength,
  'content-security-policy': () =>
    '如果浏览器把这个响应当作页面来显示，页面可以加载和运行什么。只是用脚本读取它的话，完全不受影响。',
  'content-type': {
    request: (value) => `客户端发来的是什么：${value}。服务器就按这个类型来读正文。`,
    response: (value) =>
      `服务器发来的是什么：${value}。浏览器认这一行，比如EventSource就只收text/event-stream。`,
  },
  cookie: hidden('网站先前要浏览器记住的内容。每个请求都会带上，空手而归的轮询也不例外。'),
  date: {
    request: (value) => `客户端做出这个请求的时刻，按它自己的时钟：${value}。很少有客户端写它。`,
    response: (value) => `服务器做出这个响应的时刻，按它自己的时钟：${value}。`,
  },
  dnt: () => '读者是否要求不被跟踪。真正理会它的服务器一直不多。',
  etag: (value) =>
    `给这个版本的响应起的名字：${value}。客户端下次放在If-None-Match里带回来，服务器就可以只说一句“没变”，不用全部重发。`,
  expires: (value) =>
    `过了${value}，这个响应就算过期，缓存再用之前要先问过服务器。Cache-Control里若写着max-age，以max-age为准。`,
  forwarded: hidden('代理在替谁转发这个请求。'),
  host: (value) => `请求发给哪个网站：${value}。同一个地址上可以有许多网站，所以HTTP/1.1规定必须写明。`,
  'idempotency-key': (value) =>
    `给这一次操作起的名字：${value}。认得它的服务器只做一次；同样的请求再来，给出和第一次相同的响应。`,
  'if-modified-since': (value) =>
    `只有在${value}之后改动过，才需要把内容发来。若还有If-None-Match，以If-None-Match为准。`,
  'if-none-match': (value) => `“我手上有${value}这个版本。”如果它就是最新的，回一个不带正文的304就够了。`,
  'keep-alive': {
    request: (value) => `客户端想把空闲的连接留多久，好再发一个请求：${value}。这是旧习惯，服务器不必照办。`,
    response: (value) =>
      `空闲的连接，服务器打算留多久等下一个请求：${value}。客户端要是等得更久，可能会发现连接已经关了。`,
  },
  'last-event-id': (value) => `客户端收到的最后一个事件是${value}：请服务器从它之后接着发。`,
  'last-modified': (value) => `内容最后一次改动的时间是${value}。`,
  location: (value) => `要找的东西，或者刚刚创建的东西，在${value}。`,
  origin: (value) =>
    value === 'null'
      ? '发请求的页面没有可以报出的源，比如它在沙箱iframe里。服务器应当把它当作外来的页面。'
      : `发请求的页面来自${value}。脚本改不了这个值，所以服务器可以据此拒绝外来的页面。`,
  pragma: {
    request: () =>
      'HTTP/1.0留下的老办法：请缓存先问过服务器，不要自己拿副本来用。若还有Cache-Control，以Cache-Control为准。',
    response: () =>
      '只是习惯：Pragma放在响应里是什么意思，从来没有哪个标准说过。缓存怎么做，看Cache-Control。',
  },
  priority: {
    request: (value) => `和客户端的其他请求相比，这个请求有多急：${value}。`,
    response: (value) => `不管客户端怎么说，服务器认为这个响应有多急：${value}。`,
  },
  'proxy-authorization': hidden('客户端向代理证明自己身份的凭据。'),
  'referrer-policy': (value) => `页面可以在Referer里向别人透露多少自己的地址：${value}。`,
  referer: (value) => `请求是在这个页面上发出的：${value}。这个名字1996年写进标准时就拼错了，一直沿用至今。`,
  'retry-after': (value) => `请过${value}${/^\d+$/.test(value) ? '秒' : ''}再来，不要提前。`,
  'sec-ch-ua': (value) => `浏览器品牌和版本的简短说明，其中故意混进了一个不存在的品牌：${value}。`,
  'sec-ch-ua-mobile': (value) =>
    `浏览器是不是在手机上运行：${value === '?1' ? '是' : '不是'}，写作${value}。`,
  'sec-ch-ua-platform': (value) => `浏览器所在的操作系统：${value}。`,
  'sec-fetch-dest': (value) =>
    value === 'empty'
      ? '响应是给脚本用的，不是图片、iframe或样式表：fetch和XMLHttpRequest在这里都写empty。'
      : `响应要拿去做什么：${value}。`,
  'sec-fetch-mode': (value) => `在这个请求里，浏览器怎样对待“源”：${value}。`,
  'sec-fetch-site': (value) =>
    value === 'same-origin'
      ? '发请求的页面与这台服务器同源。这一行由浏览器自己写，脚本写不了。'
      : `发请求的页面与这台服务器的关系：${value}。这一行由浏览器自己写，脚本写不了。`,
  'sec-fetch-user': () => '这个请求出自读者自己的动作，比如点了一个链接。',
  'sec-gpc': () => '读者要求不要出售或分享自己的数据。',
  'sec-websocket-accept': () =>
    '由客户端的Sec-WebSocket-Key算出来：只有真懂WebSocket的服务器才写得出这个值。',
  'sec-websocket-extensions': {
    request: extensions(
      '提议用这些协议扩展：',
      '提议用permessage-deflate：每条消息可以各自压缩，压缩过的在第一帧里把RSV1设为1。',
    ),
    response: extensions(
      '同意用这些协议扩展：',
      '同意用permessage-deflate：从这里起，双方都可以压缩消息，压缩过的在第一帧里把RSV1设为1。',
    ),
  },
  'sec-websocket-key': () =>
    '十六个随机字节的base64。服务器必须用它算出一个值来回答：这只证明“我懂这个协议”，不是密码。',
  'sec-websocket-protocol': {
    request: (value) => `客户端在WebSocket里会哪些子协议，越靠前越想要：${value}。`,
    response: (value) => `服务器从客户端提出的子协议里选定了这一个：${value}。`,
  },
  'sec-websocket-version': {
    request: (value) => `客户端用的WebSocket协议版本：${value}。成为标准的只有13。`,
    response: (value) => `客户端要的版本不行，服务器会的是${value}。`,
  },
  server: (value) => `服务器软件自称${value}。`,
  'set-cookie': hidden('要浏览器记住这些内容，以后每个请求都带上。'),
  te: (value) => `除了普通的分块，客户端还能接受：${value}。`,
  trailer: (value) => `这些字段要等正文发完之后才给：${value}。`,
  'transfer-encoding': {
    request: transferEncoding('客户端'),
    response: transferEncoding('服务器'),
  },
  upgrade: {
    request: (value) => `客户端想在这条连接上不再用HTTP，改用${value}。`,
    response: (value, { status }) =>
      status === 101
        ? `同意：这段首部之后，这条连接改用${value}。`
        : `客户端若提出来，服务器可以在这条连接上改用${value}。`,
  },
  'upgrade-insecure-requests': () => '如果这个页面有https版本，浏览器希望转到那里去。',
  'user-agent': (value) => `客户端的自我介绍：${value}。大半是历史包袱：每个浏览器都装成前辈的样子。`,
  vary: (value) => `服务器怎么答，还取决于这些请求首部字段：${value}。缓存要为每种情况各存一份。`,
  via: (value) => `转发过这条消息的代理：${value}。`,
  'x-accel-buffering': {
    request: (value) => `${value}：写在请求里不起作用，nginx看的是后面那台服务器的响应。`,
    response: (value) =>
      value.toLowerCase() === 'no'
        ? '如果中间有nginx，请它来多少转多少，不要先缓冲起来。这个字段不属于任何标准。'
        : `如果中间有nginx，告诉它要不要先把响应缓冲起来：${value}。这个字段不属于任何标准。`,
  },
  'x-content-type-options': () => '以Content-Type写的类型为准，不要再从字节里去猜。',
  'x-forwarded-for': hidden('代理是替哪个地址转发这个请求的。'),
  'x-real-ip': hidden('代理转告的客户端地址。'),
}

/** RFC 9111 5.2.1: what a client asks of the caches its request passes. */
function askedOfCaches(value: string): string {
  if (/\bno-store\b/i.test(value)) return `${value}：客户端请路上的缓存不要留副本，请求和对它的响应都不要。`
  if (/\bno-cache\b/i.test(value))
    return `${value}：客户端不要没核对过的副本，缓存得先问过服务器它还算不算数。`
  const age = /\bmax-age=(\d+)/i.exec(value)?.[1]
  if (age === '0') return `${value}：客户端不要存着的副本，缓存得先去问服务器。`
  return age === undefined
    ? `客户端对路上的缓存有什么要求：${value}。`
    : `${value}：缓存里的副本，${age}秒以内的客户端才要。`
}

/** RFC 9111 5.2.2: what a server allows the caches that its response passes. */
function allowedToCaches(value: string): string {
  if (/\bno-store\b/i.test(value)) return `${value}：任何缓存都不许留这个响应的副本。`
  if (/\bno-cache\b/i.test(value)) {
    const transform = /\bno-transform\b/i.test(value) ? '中途也不许压缩或改写。' : ''
    return `${value}：缓存可以把这个响应留一份，但每次用之前都要先问服务器。${transform}`
  }
  const age = /\bmax-age=(\d+)/i.exec(value)?.[1]
  if (age === '0') return `${value}：缓存里的副本立刻就算过期，必须先问服务器。`
  return age === undefined
    ? `缓存可以怎样对待这个响应：${value}。`
    : `${value}：${age}秒之内，缓存可以直接用这个响应，不必再问。`
}

function connection(keeps: string, closes: string): HeaderSentence {
  return (value, { side }) => {
    switch (value.toLowerCase()) {
      case 'keep-alive':
        return `${keeps}，留给下一次交换用。HTTP/1.1本来就这样；特意写出来是1.0时代的习惯。`
      case 'close':
        return `${closes}；下一次交换得另开一条。`
      case 'upgrade':
        return side === 'request'
          ? 'Upgrade只对下一跳有效，这一行说的就是这个：服务器要回答它，代理不会把它往后转。'
          : 'Upgrade只是这一跳的回答，这一行说的就是这个。'
      default:
        return `只给下一跳的${side === 'request' ? '服务器' : '客户端'}看，不再往后转发：${value}。`
    }
  }
}

function extensions(several: string, deflate: string): HeaderSentence {
  return (value) => {
    const { name, parameters } = parseExtension(value)
    // Where several are listed, or another one, the header is quoted and no more.
    return name !== 'permessage-deflate' || value.includes(',')
      ? `${several}${value}。`
      : [deflate, ...parameters.map(deflateParameter)].join('')
  }
}

function deflateParameter({ name, value }: ExtensionParameter): string {
  const side = name.startsWith('client') ? '客户端' : '服务器'
  switch (name) {
    case 'client_no_context_takeover':
    case 'server_no_context_takeover':
      return `${name}：${side}的每条消息都从头压缩，不从前面的消息里复制。`
    case 'client_max_window_bits':
    case 'server_max_window_bits':
      return value === undefined
        ? `${name}后面没有值：服务器要是提出用小一些的窗口，客户端可以照办。`
        : `${name}=${value}：${side}最多往回2^${value}个字节去复制。`
    default:
      return `${name}：这个扩展没有这样的参数。`
  }
}

function transferEncoding(sender: string): HeaderSentence {
  return (value) =>
    /(^|,)\s*chunked\s*$/i.test(value)
      ? `正文分成一个个分块送来，每个分块前面写着大小，这样${sender}不知道总长也可以开始发。`
      : `在这一段路上，${sender}给正文套了一层编码：${value}。`
}

function contentLength(value: string, { status }: Around): string {
  if (status === 304) return `仍然有效的那个响应有${value}字节的正文；304自己一个字节也不带。`
  return value === '0'
    ? '后面没有正文：消息到首部就结束了。'
    : `正文长${value}字节。接收方数够了字节，就知道消息到此结束。`
}

/** Says what a header does with this value; for one that is not known, what is true of every header. */
export function chineseHeader(name: string, value: string, around: Around): string {
  const sentence = headerSentence(ROWS, name, around.side)
  if (sentence === 'misplaced')
    return `${name}是${around.side === 'request' ? '响应' : '请求'}里用的，写在这里没有意义，接收方不会理会：${value}。`
  if (sentence !== undefined) return sentence(value, around)
  if (around.side === 'request' && name.startsWith('sec-ch-'))
    return `浏览器关于自身或设备的又一项说明：${value}。`
  if (around.side === 'request' && name.startsWith('sec-'))
    return `由浏览器自己写的（名字以Sec-开头的首部字段，脚本设置不了）：${value}。`
  return `${name}的值：${value}。不认识这个首部字段的接收方会忽略它。`
}
