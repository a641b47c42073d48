import type { ChangeWords } from './change-words.en.ts'

const zh: ChangeWords = {
  change: {
    title: '改动一个比特',
    untouched: '和经过时一样',
    changed: (bytes) => `改了${bytes}个字节`,
    byte: '这个字节，十六进制',
    previous: '前一个字节',
    next: '后一个字节',
    was: (hex) => `原来是${hex}`,
    bits: (offset) => `${offset}处字节的各个比特`,
    bit: (index, field, value) => `第${index}比特，${field}：${value}`,
    restore: '恢复原样',
    noPlace: '这个字节是解压出来的：线路上没有哪个字节单独对应它。',
    keys: '也可以在字节表里直接键入十六进制数字；在比特图里按空格键翻转一个比特。',
  },
  verdict: {
    title: (receiver) => (receiver === 'server' ? '服务器会怎么办' : '客户端会怎么办'),
    waits: (receiver) =>
      receiver === 'server' ? '它还不完整：服务器会接着等剩下的。' : '它还不完整：客户端会接着等剩下的。',
    fine: '没有违反规则。',
  },
  send: {
    title: '发出去',
    to: {
      browser: '发给我的浏览器',
      server: '发给服务器',
      stream: '发给我的EventSource',
    },
    how: '真实发送，在你自己的实验室里：服务器把这些字节原样写给本页的WebSocket，或者由这间实验室的原始客户端写给服务器。',
    notThis: '能发送的是帧、发给实验室的请求和事件块；这个不是。',
    tooLong: (most) => `一次最多发送${most}个字节。`,
    busy: '正在路上……',
    trouble: {
      'not-running': '服务器没有响应，什么也没有发出去。',
      'not-open': 'WebSocket没能及时打开，什么也没有发出去。',
      refused: '服务器没有接受。',
    },
    otherMask: {
      browser:
        '这一帧是客户端加过掩码的，而服务器从不加掩码：原样发给浏览器，不管改了哪个比特，连接都会因为掩码而失败。去掉掩码再发，浏览器才会去看别的地方对不对。',
      server:
        '这一帧是服务器发的，没有掩码，而客户端的每一帧都要加：原样发给服务器，连接会因为缺掩码而失败。加上掩码再发，服务器才会去看别的地方对不对。',
    },
    withOtherMask: { browser: '去掉掩码，发给我的浏览器', server: '加上掩码，发给服务器' },
    cameBack: '结果怎样',
    help: (delayMs) =>
      `选一行，看它在时序图上的位置；选图上一个标记，看它是哪一行。单程各加了${delayMs}毫秒，箭头才看得出斜。`,
    nothing: '到现在什么也没有回来。',
    rawClient: '原始客户端',
    after: (ms) => `${ms < 0 ? '−' : '+'}${Math.abs(Math.round(ms))}毫秒`,
    show: '在列表里打开这次运行',
  },
}

export default zh
