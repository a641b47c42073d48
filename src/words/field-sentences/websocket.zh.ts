/** The Chinese words for the fields and problems of WebSocket. */
import { opcodeName, type OpcodeName } from '../../wire/websocket/opcodes.ts'
import { lengthOf, shortened, type WebSocketSentences } from './sentence.ts'

const bytes = (count: number): string => `${count}个字节`

const OPCODES: Readonly<Record<OpcodeName, string>> = {
  continuation: '延续帧：接着前面某一帧开始的那条消息，再来一个分片',
  text: '文本帧：有效载荷是UTF-8文本，或者是它的第一个分片',
  binary: '二进制帧：有效载荷是什么意思，只有应用自己知道',
  close: '关闭帧：发送方不再发别的了，也请对方照办',
  ping: 'ping帧：收到的一方必须回一个pong，把有效载荷原样带回',
  pong: 'pong帧：对ping的回答，也可以是主动报个平安',
}

const CODES: Readonly<Record<number, string>> = {
  1000: '正常关闭，该说的都说完了',
  1001: '离开，要么服务器要停了，要么用户离开了页面',
  1002: '协议错误，对方违反了协议',
  1003: '不支持的数据，这一方收不了这种消息',
  1004: '保留，没有含义',
  1005: '没有收到关闭码；只在本地报告，不许发送',
  1006: '异常关闭，没有收到能接受的关闭帧就断了；只在本地报告，不许发送',
  1007: '有效载荷无效，最常见的是文本不是合法的UTF-8',
  1008: '违反策略，这一方不接受这样的消息，又没有更贴切的关闭码',
  1009: '消息太大，这一方收不下',
  1010: '缺少必需的扩展，客户端要的扩展服务器没有答应',
  1011: '内部错误，服务器遇到了意外',
  1012: '服务重启，过一会儿就回来',
  1013: '稍后再试，服务器太忙',
  1014: '网关错误，中间的服务器没有从后面得到像样的回答',
  1015: 'TLS握手失败；只在本地报告，不许发送',
}

type BlockWords = Readonly<Record<string, string> & Record<'reserved', string>>

/** BTYPE of RFC 1951 3.2.3, written as the standard does. */
const DEFLATE_TYPES: BlockWords = {
  stored: 'BTYPE是00：消息的第一块没有压缩，先写长度，再原样写内容。',
  fixed: 'BTYPE是01：第一块用标准里写死的哈夫曼编码。短消息最划算，因为不必再发一张码表。',
  dynamic: 'BTYPE是10：第一块自带为这段内容定做的哈夫曼编码，码表写在最前面。',
  reserved: 'BTYPE是11，没有含义：不存在这样的块。',
}

const DEFLATE_BITS: BlockWords = {
  stored: '这五个比特只是把字节填满：不压缩的块，长度要从一个整字节开始写。',
  fixed: '编码的头五个比特。这里一个码占七到九个比特，不管字节到哪里为止。',
  dynamic: '这五个比特说明码表里字节和长度一共有多少个码，从257数起。',
  reserved: '前面的块类型没有含义，这五个比特也就没人读得懂。',
}

function codeMeaning(code: number): string {
  const known = CODES[code]
  if (known !== undefined) return known
  if (code >= 3000 && code <= 3999) return '由某个库或框架登记使用'
  if (code >= 4000 && code <= 4999) return '私有，含义由双方自己约定'
  return '没有人定义过'
}

const reserved =
  (name: string) =>
  (field: { readonly value?: string | number }): string =>
    Number(field.value) === 0
      ? `${name}是0。这个比特留给扩展，双方约定的扩展都用不到它。`
      : `${name}是1，可是双方没有约定任何扩展来给它含义。`

export const ZH_WEBSOCKET: WebSocketSentences = {
  labels: {
    'websocket.fin': 'FIN',
    'websocket.rsv1': 'RSV1',
    'websocket.rsv2': 'RSV2',
    'websocket.rsv3': 'RSV3',
    'websocket.opcode': '操作码',
    'websocket.mask': 'MASK',
    'websocket.payload-length': '有效载荷长度',
    'websocket.extended-payload-length': '扩展的有效载荷长度',
    'websocket.masking-key': '掩码键',
    'websocket.masked-payload': '掩码后的有效载荷',
    'websocket.payload': '有效载荷',
    'websocket.close-code': '关闭码',
    'websocket.close-reason': '关闭原因',
    'websocket.unfinished': '没收完的帧',
    'websocket.text': '文本',
    'websocket.binary': '二进制数据',
    'websocket.compressed': '压缩的数据',
    'websocket.deflate-final': 'BFINAL',
    'websocket.deflate-block-type': 'BTYPE',
    'websocket.deflate-bits': '其余比特',
    'websocket.deflate-data': 'DEFLATE数据',
  },
  sentences: {
    'websocket.fin': (field) =>
      Number(field.value) === 1
        ? 'FIN是1：这是消息的最后一个分片，没有分片的消息也就这一帧。'
        : 'FIN是0：这条消息后面还有分片，中间可以插进控制帧。',
    'websocket.rsv1': (field) =>
      Number(field.value) === 0
        ? 'RSV1是0：这一帧没有开始一条压缩的消息。'
        : 'RSV1是1：双方约定了permessage-deflate时，它表示从这里开始的消息是压缩过的。',
    'websocket.rsv2': reserved('RSV2'),
    'websocket.rsv3': reserved('RSV3'),
    'websocket.opcode': (field) => {
      const name = opcodeName(Number(field.value))
      const hex = Number(field.value).toString(16)
      return name === undefined ? `操作码${hex}是保留的，还没有这种帧。` : `操作码${hex}，${OPCODES[name]}。`
    },
    'websocket.mask': (field) =>
      Number(field.value) === 1
        ? 'MASK是1：后面有掩码键，有效载荷加了掩码。客户端发出的每一帧都要这样。'
        : 'MASK是0：没有掩码键，有效载荷就是原样。服务器发出的帧都是这样。',
    'websocket.payload-length': (field) => {
      const value = Number(field.value)
      if (value === 126) return '126不是长度，而是说：长度写在后面2个字节里，无符号数。'
      if (value === 127) return '127不是长度，而是说：长度写在后面8个字节里，无符号数。'
      return `有效载荷有${bytes(value)}。不超过125，这七个比特就够写了。`
    },
    'websocket.extended-payload-length': (field) =>
      `有效载荷有${String(field.value)}个字节，七个比特写不下，所以写在这里，高位字节在前。`,
    'websocket.masking-key': (field) =>
      `掩码键${String(field.value)}，每一帧重新选一个。有效载荷的每个字节依次与这四个字节之一异或之后才上路。它保不了密，因为它自己就写在这里。`,
    'websocket.masked-payload': (field) =>
      `${bytes(lengthOf(field))}的有效载荷，加了掩码。用同一个掩码键再异或一次，就得到原来的内容。`,
    'websocket.payload': (field) => {
      const of: Readonly<Record<string, string>> = {
        ping: '，属于ping，pong必须原样带回来',
        pong: '，属于pong；如果是回答ping，就和那个ping的一样',
        text: '，是文本，或者文本的一个分片',
        binary: '，是二进制数据',
        continuation: '，接着它那条消息往下',
      }
      return `${bytes(lengthOf(field))}的有效载荷${of[String(field.value)] ?? ''}。`
    },
    'websocket.close-code': (field) =>
      `关闭码${Number(field.value)}，占两个字节：${codeMeaning(Number(field.value))}。`,
    'websocket.close-reason': (field, { text }) =>
      `“${shortened(text(field))}”：写给人或程序看的原因，最多123个字节的UTF-8。浏览器自己不会显示它。`,
    'websocket.unfinished': (field) => `目前收到一帧中的${bytes(lengthOf(field))}，其余的还没有到。`,
    'websocket.text': (field, { text }) => `${bytes(lengthOf(field))}的文本消息：${shortened(text(field))}`,
    'websocket.binary': (field) => `${bytes(lengthOf(field))}的二进制消息。脚本拿到的是Blob或ArrayBuffer。`,
    'websocket.compressed': (field) =>
      `一条${field.value === 'text' ? '文本' : '二进制'}消息中的${bytes(lengthOf(field))}，用DEFLATE压缩过。`,
    'websocket.deflate-final': (field) =>
      Number(field.value) === 1
        ? 'BFINAL是1：这个DEFLATE流到这一块为止，这里很少见。后面的内容从头开始，没有可以往回复制的东西。'
        : 'BFINAL是0：这一块之后DEFLATE流还没有完。DEFLATE从右往左读一个字节里的比特，所以这才是第一个比特。',
    'websocket.deflate-block-type': (field) => DEFLATE_TYPES[String(field.value)] ?? DEFLATE_TYPES.reserved,
    'websocket.deflate-bits': (field) => DEFLATE_BITS[String(field.value)] ?? DEFLATE_BITS.reserved,
    'websocket.deflate-data': (field) =>
      `压缩的消息还有${bytes(lengthOf(field))}。接收方在后面补上00 00 ff ff（发送方从来不发这四个字节），解压出来是${bytes(Number(field.value))}。`,
  },
  problems: {
    'missing-handshake-header':
      'WebSocket握手少了一个必不可少的首部字段，或者方法、版本不是它允许的。服务器必须拒绝，比如用400；客户端必须让连接失败。',
    'malformed-websocket-key': '这不是十六个字节的base64，或者写了两个。服务器必须拒绝，比如用400。',
    'unknown-websocket-version': '这个协议只有第13版。服务器必须拒绝，比如用426，并写明自己会哪些版本。',
    'wrong-websocket-accept': '由客户端的Key算不出这个值。客户端必须让连接失败：写下它的一方并没有看懂请求。',
    'unoffered-extension': '客户端没有提出过这个扩展，必须让连接失败。',
    'unoffered-subprotocol': '客户端没有要过这个子协议，必须让连接失败。',
    'malformed-extension-parameter':
      'permessage-deflate的某个参数不认识，或者写了两遍，或者取了这里不能取的值。服务器必须不接受这个提议，客户端必须让连接失败。',
    'truncated-frame':
      '连接断在这一帧的中间。接收方丢掉已经收到的部分，告诉脚本关闭码1006；没有哪个帧会带这个码。',
    'broken-deflate':
      '这样的数据不是DEFLATE。标准没有规定用哪个关闭码；接收方会让连接失败，ws用1007，Chromium用1002。',
    'unfinished-deflate':
      '数据断在一个DEFLATE块的中间，发送方不该停在这里。用zlib的接收方察觉不到：它收下已经解压出来的，再把下一条消息当作这一块的后半截来读。',
    'inflated-too-large':
      '这条消息解压出来的，比这里肯解压的还要多。接收方也应当有个上限，超过就让连接失败（关闭码1009），不然几千字节就能撑满它的内存。',
    'lost-deflate-context':
      '这条消息可能要从前面的消息里复制内容，而那些消息在这里没能解压。它说了什么，已经无从知道。',
    'reserved-bit':
      '这个比特在这里必须是0，因为没有约定哪个扩展在这个位置给它含义。接收方必须让连接失败（关闭码1002）。',
    'reserved-opcode': '没有定义过这种帧。接收方必须让连接失败（关闭码1002）。',
    'non-minimal-length':
      '这个长度用更短的写法就够了，而标准要求用最短的。接收方可以让连接失败（关闭码1002）。',
    'length-top-bit':
      '64比特长度的最高比特必须是0。接收方必须让连接失败（关闭码1002），后面的字节都没法读了。',
    'frame-too-large': '没有哪个接收方装得下这么多。它会让连接失败（关闭码1009），后面的字节都没法读了。',
    'long-control-frame': '控制帧的有效载荷最多125个字节。接收方必须让连接失败（关闭码1002）。',
    'fragmented-control-frame': '控制帧不能分片，FIN必须是1。接收方必须让连接失败（关闭码1002）。',
    'missing-mask': '客户端的每一帧都必须加掩码。服务器必须关闭连接，可以说明1002。',
    'forbidden-mask': '服务器的帧不能加掩码。客户端必须关闭连接，可以说明1002。',
    'short-close-payload':
      '关闭帧的有效载荷要么是空的，要么以两个字节的关闭码开头；只有一个字节，哪样都不是。接收方让连接失败（关闭码1002）。',
    'forbidden-close-code': '这个关闭码不能出现在关闭帧里。接收方让连接失败（关闭码1002）。',
    'ill-formed-utf8':
      '文本必须是UTF-8，这些字节却不是。接收方必须让连接失败（关闭码1007就是为此准备的；Chromium发的是1002）。',
    'unexpected-continuation': '没有哪条消息可以由这一帧接着往下。接收方必须让连接失败（关闭码1002）。',
    'interrupted-message':
      '上一条消息的分片还没发完，这里又开始了一条新的。接收方必须让连接失败（关闭码1002）。',
    'frame-after-close':
      '发送方已经发过关闭帧，不该再发任何东西。接收方会丢掉它，或者（如Chromium）让连接失败。',
  },
}
