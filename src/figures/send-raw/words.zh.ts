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
}

export default zh
