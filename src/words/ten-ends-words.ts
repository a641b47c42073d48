/** Every word of the figure of a WebSocket's ends and of its box for raw bytes, English and Chinese. Used by `src/widgets/ten-ends`. */
import type { RawFrameName } from '../figures/send-raw/raw-frames.ts'
import type { CauseName } from '../figures/websocket-endings/facts.ts'
import { spanEn, spanZh } from './duration.ts'
import type { Language } from './languages.ts'

interface CauseWords {
  readonly name: string
  /** What is done, where the name does not say it. */
  readonly done: string
}

export interface TenEndsWords {
  readonly title: string
  readonly recorded: string
  readonly live: string
  readonly goodbyes: string
  readonly breaks: string
  readonly columns: {
    readonly cause: string
    readonly wire: string
    readonly server: string
    readonly script: string
    readonly after: string
  }
  readonly causes: Readonly<Record<CauseName, CauseWords>>
  readonly tryIt: (cause: string) => string
  readonly tryShort: string
  readonly trying: string
  readonly tryingNow: (cause: string) => string
  readonly tryAll: string
  readonly stopTrying: string
  readonly notTried: string
  readonly show: string
  readonly showLong: (cause: string) => string
  readonly tally: (tried: number, all: number, with1006: number) => string
  readonly wire: {
    readonly status: (status: number) => string
    readonly server: (what: string) => string
    readonly browser: (what: string) => string
    readonly close: (code: number | undefined, reason: string) => string
    readonly brokenFrame: string
    readonly fin: string
    readonly rst: string
    readonly finFromBrowser: string
    readonly dropped: string
    readonly nothing: string
  }
  readonly learnsNothing: string
  readonly withoutCode: string
  /** A standard's close code where the browser sent another. */
  readonly standardSays: (code: number) => string
  readonly noReason: string
  readonly errorBefore: string
  readonly noError: string
  readonly clean: (wasClean: boolean) => string
  readonly silent: string
  /** Between the things a script was told. */
  readonly between: string
  readonly at: (ms: number) => string
  readonly raw: {
    readonly title: string
    readonly bytes: string
    readonly preset: string
    readonly presets: Readonly<Record<RawFrameName, string>>
    readonly send: string
    readonly bad: string
    readonly tooLong: (most: number) => string
    readonly close: string
    readonly code: string
    readonly reason: string
    readonly closeNow: string
    readonly reasonTooLong: string
    readonly followed: string
    readonly nothingYet: string
    readonly serverSent: (what: string) => string
    readonly browserSent: (what: string) => string
    readonly needsScript: string
  }
}

export const TEN_ENDS_WORDS: Readonly<Record<Language, TenEndsWords>> = {
  en: {
    title: 'How a WebSocket ends',
    recorded: 'recorded run',
    live: 'live, yours',
    goodbyes: 'Five goodbyes',
    breaks: 'Ten ends without one',
    columns: {
      cause: 'What is done',
      wire: 'What crosses',
      server: 'What the server is told',
      script: 'What your script is told',
      after: 'After',
    },
    causes: {
      normal: { name: 'The server is done', done: 'It closes with 1000 and a reason.' },
      restart: { name: 'The server restarts', done: 'It closes everything with 1012.' },
      policy: { name: 'A text it does not want', done: 'The page sends what is no event.' },
      'too-big': { name: 'A message that is too big', done: 'The page sends a byte more than 64 KiB.' },
      'page-closes': {
        name: 'The page calls close()',
        done: 'Silence makes it give up; then the line thaws.',
      },
      refused: { name: 'The handshake is refused', done: 'The page comes back before the server does.' },
      reset: { name: 'Reset', done: 'The TCP connection is reset.' },
      fin: { name: 'End', done: 'The TCP connection is ended, in order.' },
      silence: { name: 'Silence', done: 'The line freezes; when the page has given up, it is cut.' },
      idle: { name: 'A box on the way', done: 'It drops the connection after a silence.' },
      masked: { name: 'A masked frame', done: 'The server masks, as only a client may.' },
      opcode: { name: 'A reserved opcode', done: 'The server sends a frame with opcode 3.' },
      utf8: { name: 'A text that is no UTF-8', done: 'The server sends it as text.' },
      'long-ping': { name: 'A ping that is too long', done: 'The server sends one of 126 bytes.' },
      'forbidden-code': { name: '1006 in a Close frame', done: 'The server writes what nobody may.' },
    },
    tryIt: (cause) => `Try: ${cause}`,
    tryShort: 'Try',
    trying: 'trying …',
    tryingNow: (cause) => `Trying: ${cause}`,
    tryAll: 'Try all that are left',
    stopTrying: 'Stop trying',
    notTried: 'not tried yet',
    show: 'show',
    showLong: (cause) => `Show in the bench: ${cause}`,
    tally: (tried, all, with1006) =>
      tried === 0
        ? `None of the ${all} without a goodbye tried yet.`
        : `${tried} of ${all} without a goodbye tried. Code 1006: ${with1006} of ${tried}.`,
    wire: {
      status: (status) => `Answer ${status}, not 101`,
      server: (what) => `Server: ${what}`,
      browser: (what) => `Browser: ${what}`,
      close: (code, reason) => `Close ${code ?? 'without a code'}${reason === '' ? '' : `, “${reason}”`}`,
      brokenFrame: 'a broken frame',
      fin: 'Server: FIN',
      rst: 'Server: RST',
      finFromBrowser: 'Browser: FIN',
      dropped: 'nothing, then cut on the way',
      nothing: 'nothing more',
    },
    learnsNothing: 'no Close frame came',
    withoutCode: 'a Close frame without a code',
    standardSays: (code) => `the standard asks for ${code}`,
    noReason: 'no reason',
    errorBefore: 'error event before it',
    noError: 'no error event',
    clean: (wasClean) => `wasClean ${wasClean}`,
    silent: 'had given up waiting',
    between: ' · ',
    at: spanEn,
    raw: {
      title: 'Your own bytes, to your own browser',
      bytes: 'Bytes that the server writes, in hexadecimal',
      preset: 'Begin with',
      presets: {
        hello: 'Hello in one frame',
        fragments: 'Hello in two fragments, a ping between',
        masked: 'Hello, masked',
        rsv1: 'RSV1 set, no compression agreed',
        opcode: 'opcode 3',
        utf8: 'a text that is no UTF-8',
        'fragmented-ping': 'a ping without FIN',
        continuation: 'a continuation of nothing',
        'long-form': 'a short length in the longer form',
        'code-1006': 'Close with 1006',
      },
      send: 'Write them',
      bad: 'These are no whole bytes in hexadecimal.',
      tooLong: (most) => `At most ${most} bytes.`,
      close: 'Or say goodbye, your way',
      code: 'Code',
      reason: 'Reason',
      closeNow: 'Close from the server',
      reasonTooLong: 'A reason has at most 123 bytes of UTF-8.',
      followed: 'What followed, in the order it happened',
      nothingYet: 'Nothing sent yet.',
      serverSent: (what) => `the server wrote: ${what}`,
      browserSent: (what) => `your browser answered: ${what}`,
      needsScript: 'Sending bytes needs JavaScript.',
    },
  },
  zh: {
    title: 'WebSocket是怎么断的',
    recorded: '录制的运行',
    live: '实时，你自己的',
    goodbyes: '五种好好道别的',
    breaks: '十种没有道别的',
    columns: {
      cause: '做了什么',
      wire: '线路上有什么',
      server: '服务器得知什么',
      script: '你的脚本得知什么',
      after: '过了多久',
    },
    causes: {
      normal: { name: '事情办完了', done: '用1000关闭，附上原因。' },
      restart: { name: '服务器重启', done: '把所有连接都用1012关闭。' },
      policy: { name: '不收的文本', done: '页面发来的不是事件。' },
      'too-big': { name: '消息太大', done: '页面发的比64 KiB多一个字节。' },
      'page-closes': { name: '页面调用close()', done: '线路卡住，页面等不下去；然后恢复。' },
      refused: { name: '握手被拒', done: '服务器还没起来，页面先回来了。' },
      reset: { name: '重置', done: 'TCP连接被重置。' },
      fin: { name: '结束', done: 'TCP连接按规矩结束，但没有关闭帧。' },
      silence: { name: '没有动静', done: '线路卡住；等页面放弃了，再剪断。' },
      idle: { name: '路上的设备', done: '安静得太久，它就丢掉连接。' },
      masked: { name: '带掩码的帧', done: '服务器加了掩码，那是客户端的事。' },
      opcode: { name: '保留的操作码', done: '服务器发来操作码为3的帧。' },
      utf8: { name: '不是UTF-8的文本', done: '服务器却说它是文本。' },
      'long-ping': { name: '太长的ping', done: '服务器发来126字节的ping。' },
      'forbidden-code': { name: '关闭帧里写着1006', done: '谁也不许写的，服务器写了。' },
    },
    tryIt: (cause) => `试一试：${cause}`,
    tryShort: '试一试',
    trying: '正在试……',
    tryingNow: (cause) => `正在试：${cause}`,
    tryAll: '把剩下的都试一遍',
    stopTrying: '不试了',
    notTried: '还没有试',
    show: '去看',
    showLong: (cause) => `去看：${cause}，在实验台上`,
    tally: (tried, all, with1006) =>
      tried === 0
        ? `没有道别的${all}种，一种也还没有试。`
        : `没有道别的${all}种，试了${tried}种，其中关闭码是1006的有${with1006}种。`,
    wire: {
      status: (status) => `响应是${status}，不是101`,
      server: (what) => `服务器：${what}`,
      browser: (what) => `浏览器：${what}`,
      close: (code, reason) =>
        `关闭帧${code === undefined ? '，没有关闭码' : code}${reason === '' ? '' : `，“${reason}”`}`,
      brokenFrame: '坏帧',
      fin: '服务器：FIN',
      rst: '服务器：RST',
      finFromBrowser: '浏览器：FIN',
      dropped: '什么也没有，然后在路上被切断',
      nothing: '再没有别的',
    },
    learnsNothing: '没有收到关闭帧',
    withoutCode: '收到关闭帧，没有关闭码',
    standardSays: (code) => `标准要求的是${code}`,
    noReason: '没有原因',
    errorBefore: '之前有error事件',
    noError: '没有error事件',
    clean: (wasClean) => `wasClean为${wasClean}`,
    silent: '已经等不下去了',
    between: '，',
    at: spanZh,
    raw: {
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
      close: '或者由你来道别',
      code: '关闭码',
      reason: '原因',
      closeNow: '由服务器关闭',
      reasonTooLong: '原因最多123个UTF-8字节。',
      followed: '随后发生的，按先后排列',
      nothingYet: '还没有发过。',
      serverSent: (what) => `服务器写出：${what}`,
      browserSent: (what) => `你的浏览器回答：${what}`,
      needsScript: '要发送字节，得启用JavaScript。',
    },
  },
}
