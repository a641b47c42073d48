/** The Chinese words for fields, units and problems. Headers and status codes have tables of their own. */
import { ZH_STREAMS } from './streams.zh.ts'
import { ZH_WEBSOCKET } from './websocket.zh.ts'
import { lengthOf, shortened, type SentenceTable } from './sentence.ts'
import { chineseHeader } from './headers.zh.ts'
import { chineseMethod, chineseStatus } from './methods.zh.ts'

const bytes = (count: number): string => `${count}字节`

const zh: SentenceTable = {
  labels: {
    'http.request-line': '请求行',
    'http.method': '方法',
    'http.request-target': '请求目标',
    'http.path': '路径',
    'http.query': '查询',
    'http.version': '版本',
    'http.status-line': '状态行',
    'http.status-code': '状态码',
    'http.reason-phrase': '原因短语',
    'http.space': '空格',
    'http.line-end': '行结束符',
    'http.header-line': '首部字段',
    'http.header-name': '首部字段名',
    'http.colon': '冒号',
    'http.optional-whitespace': '可选空白',
    'http.header-value': '首部字段值',
    'http.head-end': '首部结束',
    'http.malformed': '不合语法',
    'http.unfinished': '还没收全',
    'http.content': '正文',
    'http.chunk-size-line': '分块大小行',
    'http.chunk-size': '分块大小',
    'http.chunk-extension': '分块扩展',
    'http.chunk-data': '分块数据',
    'http.last-chunk': '最后一个分块',
    'http.trailer-line': '尾部字段',
    'http.trailers-end': '消息结束',
    'http.upgraded-bytes': '不再是HTTP',
    ...ZH_WEBSOCKET.labels,
    ...ZH_STREAMS.labels,
    'json.envelope': '外层JSON',
    'json.event': '事件',
    'json.separator': '逗号',
    'json.last': '最新事件编号',
    'json.text': 'JSON',
    'trace.missing': '没有看到',
    'trace.unreadable': '缺口之后，读不出',
    'trace.unknown': '字节',
  },
  sentences: {
    'http.request-line': (field, { text }) =>
      `整个请求的意思都在这一行里：${shortened(text(field).trimEnd())}。做什么，对什么做，用哪个版本的HTTP。`,
    'http.method': (field, { text }) => chineseMethod(text(field)),
    'http.request-target': (field, { text }) =>
      `要的是什么：${shortened(text(field))}。这里只有路径和查询，主机名写在Host字段里。`,
    'http.path': (field, { text }) => `路径${shortened(text(field))}：资源在这台服务器上的名字。`,
    'http.query': (field, { text }) => {
      const after = /[?&]after=([0-9]+)/.exec(text(field))?.[1]
      return after === undefined
        ? `查询${shortened(text(field))}，把要什么说得更细；开头的问号也算在内。`
        : `after=${after}就是游标：“到${after}号为止的事件我都有了，请给我后面的。”这样服务器不用记住这个客户端。`
    },
    'http.version': (field, { text }) =>
      text(field) === 'HTTP/1.1'
        ? 'HTTP/1.1：按它的规矩，只要没有另外说明，连接就留着，给下一次交换用。'
        : `发送方说的是${text(field)}。`,
    'http.status-line': (field, { text }) =>
      `整个响应的意思都在这一行里：${shortened(text(field).trimEnd())}。后面的都是细节。`,
    'http.status-code': (field) => chineseStatus(Number(field.value)),
    'http.reason-phrase': (field, { text }) =>
      `“${text(field)}”是给人看的，把状态码用文字再说一遍。客户端应当忽略它；许多服务器干脆不写。`,
    'http.space': () => '一个空格，只能有一个，把前后两部分隔开。',
    'http.line-end': (field) =>
      lengthOf(field) === 2
        ? '回车加换行，0d 0a：这一行到此为止。'
        : '只有一个换行，0a：这一行到此为止，不过按标准前面还应有一个回车。',
    'http.header-line': (field, { text }) =>
      `一个首部字段，占一行：${shortened(text(field).trimEnd())}。首部里这样的行可以有任意多；先后没有关系，只有同名的几行要保持顺序。`,
    'http.header-name': (field, { text }) =>
      `这个首部字段的名字：${text(field)}。不分大小写，写成${String(field.value)}也一样。`,
    'http.colon': () => '冒号，表示名字到此为止。它必须紧跟在名字后面，中间不能有空白。',
    'http.optional-whitespace': (field) =>
      `值旁边的空白，${bytes(lengthOf(field))}，只为好看，不算值的一部分。`,
    'http.header-value': (field, around) => chineseHeader(around.header ?? '', around.text(field), around),
    'http.head-end': () => '一个空行：首部到此结束。后面要么是正文，要么是下一条消息。',
    'http.malformed': (field) => `${bytes(lengthOf(field))}，放在这里不合语法。`,
    'http.unfinished': (field) => `目前收到${bytes(lengthOf(field))}，后面的还没有到。`,
    'http.content': (field) =>
      typeof field.value === 'string'
        ? `${bytes(lengthOf(field))}的正文，经过编码（${field.value}），这里解不开。请求时用Accept-Encoding: identity或gzip，就能读到它本来的样子。`
        : `${bytes(lengthOf(field))}的正文：整条消息就是为了送它。HTTP只管运送，不看内容。`,
    'http.chunk-size-line': (field) => `说明接下来的分块有${bytes(Number(field.value))}。`,
    'http.chunk-size': (field, { text }) =>
      `分块的大小，用十六进制写：${text(field)}就是十进制的${Number(field.value)}。只算数据，不算这一行，也不算数据后面的行结束符。`,
    'http.chunk-extension': (field, { text }) =>
      `${shortened(text(field))}：分块扩展。几乎没有人用；不认识的必须忽略。`,
    'http.chunk-data': (field) =>
      `正文中的${bytes(lengthOf(field))}，发送方手上有多少就先发多少。分块可以在任何地方断开，哪怕断在一个字符中间。`,
    'http.last-chunk': () => '大小为0的分块：后面没有了。正文到此结束，连接还可以接着用。',
    'http.trailer-line': (field, { text }) =>
      `${shortened(text(field).trimEnd())}：要等正文发完才知道的字段，所以放在最后。`,
    'http.trailers-end': () => '最后一个分块之后的空行：到这里，消息才算完。',
    'http.upgraded-bytes': (field) =>
      field.value === 'tls'
        ? `${bytes(lengthOf(field))}的TLS：加过密，没有密钥，谁也说不出里面是什么。`
        : `${bytes(lengthOf(field))}，属于另一种协议：101之后，或者在隧道里，这条连接上说的就不再是HTTP了。`,
    ...ZH_WEBSOCKET.sentences,
    ...ZH_STREAMS.sentences,
    'json.envelope': (field, { text }) =>
      `${shortened(text(field))}：装着事件的外层JSON。这是本站自己的约定，不是哪个标准规定的。`,
    'json.event': (field) =>
      `实验室里的第${Number(field.value)}号事件，写成JSON：编号、类型、发布时间和数据。`,
    'json.separator': () => '一个逗号，隔开同一个响应里的两个事件。',
    'json.last': (field) => `${Number(field.value)}是服务器上最新事件的编号，也就是下一次请求要带的游标。`,
    'json.text': (field) => `${bytes(lengthOf(field))}的JSON。`,
    'trace.missing': (field) => `这里经过了${bytes(lengthOf(field))}，但这个页面没有看到，只用零占着位置。`,
    'trace.unreadable': (field) =>
      `${bytes(lengthOf(field))}，前面有字节没有看到：它们可能是某个东西的中段。这里读不出来，不是任何一方的错。等到某个包的开头能完整地读下去，才从那里接着读，这是猜测。`,
    'trace.unknown': (field) => `${bytes(lengthOf(field))}，照原样列出。这里看不出它们是什么意思。`,
  },
  problems: {
    ...ZH_WEBSOCKET.problems,
    ...ZH_STREAMS.problems,
    'bare-line-feed':
      '这一行只用一个换行结尾。接收方在首部里可以容忍，但两个接收方理解不一样时，就可能被人钻空子。',
    'space-before-colon':
      '首部字段名和冒号之间有空白。服务器必须以400拒绝；代理转发响应之前必须去掉这个空白。',
    'obsolete-folding': '这一行接着写上一行的值，这种折行早已废止。服务器必须以400拒绝，或者把折行换成空格。',
    'forbidden-octet':
      '值里有控制字符，这不合规定。如果是回车、换行或NUL，接收方必须拒绝这条消息，或者把它换成空格；别的控制字符，无害的地方可以留着。',
    'leading-empty-line': '消息之前多了一个空行。有些老客户端会在POST之后多发一个；服务器应当忽略它。',
    'missing-host': 'HTTP/1.1的请求必须有且只有一个Host字段，否则服务器必须以400拒绝。',
    'malformed-request-line':
      '这不是请求行（方法、一个空格、目标、一个空格、版本）。服务器应当以400拒绝，并关闭连接。',
    'malformed-status-line':
      '这不完全是状态行（版本、空格、三位数字、空格、原因）。如果只缺最后那个空格，多数客户端会放过。',
    'malformed-header-line':
      '这不是首部字段（名字、冒号、值）。服务器应当以400拒绝，因为谁也不知道下一个接收方会怎么理解它。',
    'conflicting-framing':
      'Transfer-Encoding和Content-Length都在说正文有多长。以前者为准，之后必须关闭连接；这很可能是一次攻击。',
    'forbidden-framing':
      '这条消息不该这样说明正文的长度：它没有正文，或者它的HTTP版本不认得这种写法。接收方不能相信它。',
    'rare-framing':
      '这样说明正文的长度是允许的，但几乎没有人用。多数接收方读得懂；严格的接收方（本站的实时抓取也是）宁可拒绝，也不去猜。',
    'chunked-not-final':
      '最后一层编码不是chunked，就没法知道这个请求到哪里结束。服务器必须以400拒绝，并关闭连接。',
    'malformed-content-length':
      '这不是长度，或者几个长度彼此不同。这种消息没法补救：服务器必须以400拒绝并关闭连接，客户端必须丢弃响应。',
    'unknown-transfer-coding':
      '这里有没登记过的编码，或者列表里有空位，或者chunked出现了两次、带了参数。服务器看不懂时应当以501响应。',
    'malformed-chunk-size':
      '这不是分块大小，或者这一行没有按规定结尾。从这里起，谁也不知道下一个分块从哪里开始：接收方必须关闭连接。',
    'padded-chunk-size':
      '大小前后有空白，语法里没有这种写法。浏览器、curl和Wireshark会略过它；严格的接收方（例如Node）会拒绝这条消息。',
    'line-ends-lost':
      '这里的大小对不上，而这段文本的每一行都只用一个换行结尾：0d 0a两个字节在复制或粘贴时变成了一个。这不是发送方的错。想接着读，请用文件或十六进制转储给出原来的字节。',
    'broken-content-coding': '正文不是Content-Encoding所说的编码：从这里起解不开。接收方会丢弃其余部分。',
    'over-long': '首部或者分块正文的一行，最多读64 KiB，这里超过了。它也许没有错，只是不再往下看。',
    'missing-chunk-end':
      '分块数据之后应当是0d 0a，这里却不是：要么分块大小不对，要么丢了字节。接收方必须关闭连接。',
    'beyond-message-end':
      '消息已经结束了。多出来的字节不属于任何消息；客户端不能把它们当成这个响应的一部分。',
    truncated: '消息还没收全，交换就结束了。接收方必须认定它不完整，不能当成一条较短的消息。',
  },
}

export default zh
