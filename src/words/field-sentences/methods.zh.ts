/** What methods and status codes mean, in Chinese. */

const METHODS: Readonly<Record<string, string>> = {
  GET: 'GET：来取东西，而且保证不改动任何东西，所以浏览器可以放心重发。',
  HEAD: 'HEAD：只要首部，响应和GET的一样，只是不带正文。',
  POST: 'POST：把东西交给服务器去处理。发两次，可能就算两次。',
  PUT: 'PUT：把正文存到这个名字下；做两次和做一次结果一样。',
  PATCH: 'PATCH：只改其中一部分。',
  DELETE: 'DELETE：请求把它删掉。',
  OPTIONS: 'OPTIONS：问这里允许做什么；有些跨源请求之前，浏览器会先发它探路。',
  CONNECT: 'CONNECT：请代理打通一条去往别处的隧道。',
}

const STATUSES: Readonly<Partial<Record<number, string>>> = {
  100: '100 Continue：首部没问题，请接着发正文。真正的响应还在后面。',
  101: '101 Switching Protocols：同意。这段首部的空行之后，这条连接改用另一种协议。',
  200: '200 OK：要的东西在这里。',
  201: '201 Created：按请求创建了一样新东西。',
  202: '202 Accepted：收到了，会去办，但还没办完。',
  204: '204 No Content：一切正常，只是没有内容可发。对挂起的请求来说，意思是：等了这么久什么也没发生，请再问一次。',
  304: '304 Not Modified：If-None-Match里说的那个版本仍然有效，所以不带正文。这次轮询又没有问到新消息。',
  400: '400 Bad Request：服务器看不懂发来的东西；原样重发也没有用。',
  403: '403 Forbidden：看懂了，但是不许。',
  404: '404 Not Found：这里没有叫这个名字的东西，或者已经没有了。',
  405: '405 Method Not Allowed：东西是有的，但不接受这个方法；接受哪些，看Allow。',
  408: '408 Request Timeout：请求没能在限定时间内发完整。',
  413: '413 Content Too Large：发来的内容超过了服务器愿意接收的量。',
  426: '426 Upgrade Required：服务器在这里只用Upgrade里写的那种协议。',
  429: '429 Too Many Requests：请求太密了，请慢一点；要等多久，Retry-After里可能写着。',
  500: '500 Internal Server Error：服务器自己出了错，不怪客户端。',
  503: '503 Service Unavailable：现在不行。同样的请求，过一会儿也许就行。',
}

const CLASSES: Readonly<Partial<Record<number, string>>> = {
  1: '只是中途的响应，最终的响应还没到。',
  2: '请求收到了，看懂了，也接受了。',
  3: '客户端还得再做点什么，才能拿到想要的东西。',
  4: '请求有误，或者照这样没法满足。',
  5: '请求看起来没错，是服务器没办成。',
}

/** Says what a method asks for. */
export function chineseMethod(method: string): string {
  const known = Object.hasOwn(METHODS, method) ? METHODS[method] : undefined
  return known ?? `${method}是请求方法，说明客户端想做什么。它不在常见的方法之列。`
}

/** Says what a status code tells the client. */
export function chineseStatus(status: number): string {
  const known = STATUSES[status]
  if (known !== undefined) return known
  const family = CLASSES[Math.floor(status / 100)]
  return family === undefined
    ? `${status}不属于五类状态码中的任何一类；客户端把它当成服务器出错（5xx）处理。`
    : `${status}：${family}不认识这个状态码的客户端，把它当成${Math.floor(status / 100)}00处理。`
}
