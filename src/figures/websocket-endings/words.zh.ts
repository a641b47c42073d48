import spanZh from '../../words/numbers.zh.ts'
import type { EndingsWords } from './words.en.ts'

const zh: EndingsWords = {
  title: 'WebSocket是怎么断的',
  goodbyes: '五种正常关闭',
  breaks: '十种异常断开',
  columns: {
    cause: '做了什么',
    wire: '线路上有什么',
    server: '服务器知道什么',
    script: '脚本知道什么',
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
    silence: { name: '没有动静', done: '线路卡住；等页面放弃了，再断开。' },
    idle: { name: '中间设备', done: '安静得太久，它就丢掉连接。' },
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
  showLong: (cause) => `去看：${cause}，在图里`,
  tally: (tried, all, with1006) =>
    tried === 0
      ? `异常断开共${all}种，这次运行里一种也还没有试过。`
      : `异常断开共${all}种，这次运行（是录制还是你的，看表头）试了${tried}种，得到1006的有${with1006}种。`,
  wire: {
    status: (status) => `响应是${status}，不是101`,
    server: (what) => `服务器：${what}`,
    browser: (what) => `浏览器：${what}`,
    close: (code, reason) =>
      `关闭帧${code === undefined ? '，没有关闭码' : code}${reason === '' ? '' : `，“${reason}”`}`,
    brokenFrame: '坏帧',
    fin: '服务器：FIN（TCP）',
    rst: '服务器：RST（TCP）',
    finFromBrowser: '浏览器：FIN（TCP）',
    dropped: '什么也没有，然后在路上被丢弃',
    nothing: '再没有别的',
  },
  learnsNothing: '没有收到关闭帧',
  withoutCode: '收到关闭帧，没有关闭码',
  standardSays: (code) => `标准为此备下的是${code}`,
  noReason: '没有原因',
  errorBefore: '之前有error事件',
  noError: '没有error事件',
  clean: (wasClean) => `wasClean为${wasClean}`,
  silent: '已经等不下去了',
  between: '，',
  at: spanZh,
  steps: {
    normal: {
      title: '正常关闭：两边知道的一样',
      text: ({ code, server, after }) =>
        `双方各发一个关闭帧，然后服务器结束TCP。服务器得到：${server}。${after}之后，脚本得到：${code}。`,
    },
    'too-big': {
      title: '只有一边发了关闭帧，也算',
      text: ({ code, server, clean }) =>
        `TCP结束之前，只有服务器的关闭帧走过了线路。脚本得到${code}，${clean}；服务器：${server}。`,
    },
    reset: {
      title: '一声不响就断了：1006',
      text: ({ code, after }) =>
        `没有关闭帧，浏览器就替脚本填一个关闭码：${code}，谁也不许发送的那个。从重置到close事件，过了${after}。`,
    },
    silence: {
      title: '谁也没有得到通知',
      text: ({ code, after }) =>
        `线路卡住了，TCP什么也不说。没等到心跳，页面才放弃；卡住之后${after}，close事件才来：${code}。`,
    },
    masked: {
      title: '这里，服务器知道得比脚本多',
      text: ({ code, server }) => `来了坏帧：浏览器告诉服务器哪里不对，${server}。脚本得到的只有${code}。`,
    },
  },
}

export default zh
