import type { SendRawWords } from './words.en.ts'

const zh: SendRawWords = {
  title: '你写的字节，发给你自己的浏览器',
  bytes: '让服务器写出的字节，十六进制',
  preset: '从这个开始',
  presets: {
    hello: '一帧Hello',
    fragments: 'Hello分成两片，中间夹一个ping',
    masked: 'Hello，带掩码',
    rsv1: '没有谈好压缩，却置了RSV1',
    opcode: '操作码3',
    utf8: '不是UTF-8的文本',
    'fragmented-ping': '没有FIN的ping',
    continuation: '没有开头的延续帧',
    'long-form': '短长度用了长写法',
    'code-1006': '关闭帧里写1006',
  },
  send: '写出去',
  bad: '这不是完整的十六进制字节。',
  tooLong: (most) => `最多${most}个字节。`,
  close: '或者由你来关闭',
  code: '关闭码',
  reason: '原因',
  closeNow: '由服务器关闭',
  reasonTooLong: '原因最多123个UTF-8字节。',
  followed: '随后发生的，按先后排列',
  nothingYet: '还没有发过。',
  serverSent: (what) => `服务器写出：${what}`,
  browserSent: (what) => `你的浏览器回答：${what}`,
  needsScript: '要发送字节，得启用JavaScript。',
  steps: {
    hello: '81：消息的最后一帧，是文本。05：后面五个字节，没有掩码。然后是五个字母。你的脚本会收到一条消息。',
    fragments:
      '01开始一段还没完的文本，80接着它，并且结束它。中间的ping是89，不等文本凑齐就会得到回答。到脚本手里的是一条消息。',
    masked:
      '05变成了85：长度字节的第一位说，后面有四个字节的掩码键。只有客户端可以加掩码，所以浏览器会断开连接。',
    opcode: '操作码是第一个字节的后四位，3还没有含义。收到没有含义的东西，就必须断开连接。',
    utf8: 'C3是一个两字节字符的开头，28却不能是它的第二个字节。文本必须是UTF-8，所以浏览器会断开连接。',
    'code-1006': '88：关闭帧。03 EE这两个字节就是1006，没收到关闭帧时浏览器自己编的那个码。谁也不许发送它。',
  },
}

export default zh
