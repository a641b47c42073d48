import type { GuessReason } from '../wire/import/guess.ts'
import type { ImportNoteCode } from '../wire/import/imported.ts'
import type { Likeness } from '../wire/import/likeness.ts'
import type { ByteReading } from '../wire/import/read-as.ts'
import type { BringWords } from './bring-words.en.ts'
import type { OpeningFailure } from './sources.ts'

const ERRORS: Readonly<Record<OpeningFailure, string>> = {
  'too-large': '太大了：一个文件、一段文本，或者压缩文件里的内容，最多读64 MiB。',
  empty: '里面一个字节也没有。',
  'not-hex': '这不是十六进制文本。',
  'odd-hex-digits': '有一个十六进制数字落了单：每个字节要两个。',
  'wrong-dump-offset': '看起来是十六进制转储，但偏移和字节对不上：缺了一行，或者多了一行。',
  'not-base64': '这不是base64。',
  'not-a-capture-file': '这既不是pcap文件，也不是pcapng文件。',
  'malformed-capture-file': '这个抓包文件一开头就坏了，里面的东西都不可信。',
  'unsupported-link-type': '这个抓包来自一种这里读不了的链路。',
  'no-tcp': '这个抓包里没有TCP。',
  'no-payload': '里面有TCP，但一个字节的有效载荷也没有：只是确认，或者一条连接打开又关闭。',
  'only-tls':
    '全部是加密的（TLS）：没有密钥就没有可读的东西。请在明文处抓包，例如本机回环或代理之后；或者让Wireshark解密再导出PDU。',
  'only-http2': '这是HTTP/2，这里不读它的帧。请让客户端改用HTTP/1.1（curl用--http1.1），再抓一次。',
  'no-http': '这个抓包里有TCP，但没有一个连接说的是明文HTTP/1.1。',
  tunnelled: '这个抓包里的包在隧道里（IPsec、WireGuard之类），这里不拆这种隧道。请在隧道里面抓包。',
  'only-quic':
    '这是QUIC，HTTP/3就跑在它上面：加过密，这里不读。请让客户端说HTTP/1.1（curl：--http1.1；Chrome：--disable-quic），再抓一次。',
  'only-fragments': '这个抓包里全是IP分片，这里不把它们拼起来。请在包还完整的地方抓。',
  'too-many-events': '其中一条连接的包就超过一次运行能放下的100万个。',
  'malformed-har': '它开头像HAR，却读不出来：也许被截断了。',
  'malformed-gzip': '它开头像gzip文件，却什么也解不出来。',
  'not-a-run': '这不是本站保存的运行，或者它的版本本页不认识。',
  'malformed-link': '链接在路上被截断或改动了：里面的内容读不出来。',
  'no-capture': '服务器没有给出这次录制。也许它已经没有了，也许链接写错了。',
  'nothing-handed-over': '这个标签页里没有图交来的运行。请从图里重新打开。',
}

const NOTES: Readonly<Record<ImportNoteCode, string>> = {
  'file-cut-short': '文件在一条记录中间就结束了',
  'unsupported-link-type': '来自读不了的链路的包',
  'other-protocol': '不是TCP的包',
  'ip-fragment': 'IP分片，没有拼起来',
  'packet-cut-short': '没有抓全的包',
  retransmission: '重复字节的包',
  'out-of-order': '早到的包',
  'missing-bytes': '文件里没有的字节',
  'tls-connection': '使用TLS的连接',
  'http2-connection': '使用HTTP/2的连接',
  'missing-handshake': '没有握手的WebSocket：它的字节正好是一个个帧，就按帧来读',
  'missing-head': '没有首部的流：它的行是事件流的行，就按事件流来读',
  quic: 'QUIC（HTTP/3）的包',
  'proxy-header': '连接前面的PROXY协议头，已去掉',
  tunnel: '隧道里的包，这里不拆',
  'not-http': '不说HTTP/1.1的连接或条目',
  'empty-connection': '没有字节的连接',
  'over-limit': '超出一个文件读取上限的包或连接',
  'too-many-events': '没有放进来的连接：一次运行最多100万个事件',
  unpacked: 'gzip，已解开',
  'ethernet-in-text': '文本里的整个包，从以太网头开始：读的是它的有效载荷',
  'ip-in-text': '文本里的整个包，从IP头开始：读的是它的有效载荷',
  'words-swapped': '按16位或更宽的字打印的转储（机器里的字节顺序）：字节已放回原来的顺序',
  'lines-passed-over': '不属于转储的行，已略过',
  'dumps-joined': '前后相接的转储，当作一份来读',
  'sides-told-apart': '两个方向前后相接的文本或文件：请求和带掩码的帧算客户端的',
  'found-among-words': '夹在文字里的字节：它们合得上帧，或者以HTTP的起始行开头',
  'content-unsure': '粘贴来的正文，怎么补行尾都对不上：没有读',
  'dots-for-bytes':
    '带点的文本，每个点都可能是任何字节（--trace-ascii把行尾也打印成点）：请用--trace写的那份',
  'message-left-out': 'HAR的WebSocket消息里不是消息的条目：没有读',
  'printed-short': '打印时被截断：后面的字节没有了',
  'line-ends-restored': '只有换行的文本（文本框会这样改）：在HTTP该有CR LF的地方，换行就当作CR LF',
  'line-ends-added': '没有行尾的文本（curl这样打印首部）：每行后面补上了CR LF',
  'framing-taken-off': '正文打印出来时已经去掉分块和压缩：说明它们的首部行没有列出',
  rebuilt: 'HAR里的条目：字节是照它说的拼出来的，没有人看到它们经过',
  'content-left-out': 'HAR里没有收进来的正文',
  'odd-time': '时间不合理的包',
}

const READINGS: Readonly<Record<ByteReading, string>> = {
  request: 'HTTP请求',
  response: 'HTTP响应',
  'client-frames': '客户端的帧',
  'server-frames': '服务器的帧',
  'client-frames-deflate': '客户端压缩过的帧',
  'server-frames-deflate': '服务器压缩过的帧',
  'event-stream': '事件流',
  scripts: '流式页面里的脚本',
  'pasted-request': '丢了行尾的HTTP请求',
  'pasted-response': '丢了行尾的HTTP响应',
  bytes: '字节，仅此而已',
}

const REASONS: Readonly<Record<GuessReason, string>> = {
  'begins-with-start-line': '它以起始行开头',
  'frames-fit': '从第一个字节到最后一个，正好是一个个帧',
  'frames-cut': '开头是帧，后面断了',
  'lengths-fit': '虽然帧头违反规则，长度却一直合到最后一个字节',
  'event-stream-fields': '它的行是事件流的字段和注释',
  'begins-with-markup': '它以标签开头',
  'nothing-fits': '没有合得上的',
}

const LIKENESS: Readonly<Record<Likeness, string>> = {
  gzip: '它们像gzip，却解不开。如果是Content-Encoding压的，请把整个响应连同首部一起贴进来。',
  zlib: '它们像zlib（deflate）。如果是Content-Encoding压的，请把整个响应连同首部一起贴进来。',
  zip: '它们像ZIP压缩包：请解开，再打开里面的。',
  zstd: '它们像zstd：请解开（zstd -d），再打开结果。',
  packed: '它们像压缩包（xz、bzip2、7z、lz4或rar）：请解开，再打开结果。',
  'other-capture': '它们像一种这里不读的抓包格式。Wireshark可以另存为pcapng，editcap也可以。',
  image: '它们像一张图片。请把图里的字节或文字抄成文本贴进来。',
  tls: '它们像TLS：加了密，没有密钥就没有可读的。请在明文处抓包，或者让Wireshark解密再导出PDU。',
  http2: '它们像HTTP/2，这里不读它的帧。请让客户端改用HTTP/1.1（curl用--http1.1）。',
  json: '它们像JSON，但不是HAR，也不是本站的运行。如果是一条消息，请打开装着它的帧或响应。',
  'net-log':
    '这是Chrome的网络日志（chrome://net-export）。里面是事件，不是字节：请保存带内容的HAR，或者抓包。',
  dissected:
    '这是Wireshark或tshark逐包解析的结果，是关于字节的文字。请打开抓包文件本身，或者把字节也打印出来（tshark -x）。',
  mitmproxy: '这是mitmproxy的流文件。请在mitmproxy里导出为HAR，或者保存原始请求和响应。',
  pem: '这是PEM格式的密钥或证书。密钥请自己收好；这里不会读它。',
  command:
    '这是发请求的命令或调用，里面没有经过线路的字节。请给curl加上--trace -再运行，把打印出来的贴进来，或者保存HAR。',
  text: '这是一段文字：不是转储，不是HTTP，也不是事件流。',
  bytes: '已知的东西都不这样开头，长度也拼不出帧来。如果你知道它们是什么，请选一种读法。',
}

const zh: BringWords = {
  errors: ERRORS,
  bring: {
    title: '打开你自己的字节',
    stays: '只在本页里读，什么也不上传。',
    paste: '粘贴你的工具给出的东西：转储、十六进制、base64、HAR，或者文本形式的HTTP、事件流',
    open: '打开',
    file: '打开文件',
    dropped: '也可以把文件拖到本页的任何地方。',
    whatTitle: '能打开什么？',
    what: [
      '抓包：.pcap和.pcapng，也可以用gzip压过；以太网、Linux cooked、原始IP、回环、多个网卡；还有Wireshark导出的PDU，解密后的wss:就这样带进来。读其中的HTTP/1.1和WebSocket，CONNECT隧道里面的也读；丢了的包画成缺口。',
      'Chrome、Firefox、Safari、Charles、Fiddler或mitmproxy的HAR，连同其中的WebSocket消息。',
      'Wireshark的“追踪流”：十六进制转储、C数组、YAML、原始数据或ASCII，以及它另存的文件；整个包的“复制为十六进制转储”或“十六进制流”；tcpdump -X和-x。',
      'curl --trace、--trace-ascii和-v。',
      'xxd（包括-b）、hexdump、od、Format-Hex、Burp、Fiddler、Netty、OpenSSL或gdb的转储，前后有别的行、每行前面有日志的字、带引用号或代码围栏都行。16位的字会放回字节的顺序。两个方向的行或转储会分开。',
      '各种语言打印的字节：<Buffer 81 05>、Uint8Array [129, 5]、b"\\x81\\x05"、数组；任何写法的十六进制；base64；夹在日志的一行里或提示符后面也行。',
      '文本形式的HTTP和事件流，以及文件里的原始字节。',
      '在本站保存过的运行。',
    ],
    guess: ({ reading, sureness, because, looksLike = 'bytes' }) =>
      sureness === 'unknown'
        ? looksLike === 'bytes'
          ? '看不出这些字节是什么：这里能读的，没有一种合得上。'
          : '这些字节里没有读出什么。'
        : `读作${READINGS[reading]}：${REASONS[because]}。${sureness === 'sure' ? '这是确定的。' : '这只是很可能，并不确定；如果你知道是别的，请另选读法。'}`,
    looksLike: (likeness) => LIKENESS[likeness],
    asFrames: '把这些流当作WebSocket帧来读',
    opening: '正在打开……',
    unreadable: '浏览器读不了这个文件。',
    readAs: '读作',
    readings: READINGS,
    note: (code, count) => `${count} × ${NOTES[code]}`,
  },
}

export default zh
