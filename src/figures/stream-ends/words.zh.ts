import spanZh from '../../words/numbers.zh.ts'
import type { StreamEndsWords } from './words.en.ts'

const zh: StreamEndsWords = {
  title: '什么会让EventSource不再重连',
  place: '这个响应给谁',
  places: { first: '第一次请求', later: '浏览器重连时的请求' },
  placeNotes: {
    first: '新建的EventSource发出第一个请求，得到你选的响应。之后再来的请求，由实验室按平常的流回答。',
    later:
      '先给一个正常的流：把重连间隔设为一秒，发一个ID为7的事件，然后结束。浏览器重连时的请求得到你选的响应。之后再来的请求，由实验室按平常的流回答。',
  },
  end: {
    finished: '流正常结束',
    reset: '流被重置（RST）',
    '204': '204 No Content',
    '301': '301，带Location',
    '401': '401 Unauthorized',
    '404': '404 Not Found',
    '500': '500 Internal Server Error',
    '503': '503，Retry-After: 1',
    json: '200，application/json',
    charset: '200，charset=gbk',
  },
  try: '试试',
  tryLabel: (end) => `试试：${end}`,
  trying: '正在试……',
  columns: {
    end: '服务器的响应',
    wire: '线路上',
    errors: 'error事件',
    state: '之后的readyState',
    again: '又去问了吗',
    lastEventId: '带去的Last-Event-ID',
  },
  notTried: '还没试过',
  wire: (answer, how) => `${answer}，${how}`,
  whole: '完整',
  goesOn: '还开着',
  cut: {
    fin: '浏览器挂断了',
    reset: '被重置（RST）',
    timeout: '超时',
    'closed-by-server': '由服务器关闭',
  },
  againAfter: (ms) => `${spanZh(ms)}之后`,
  followed: (ms) => `立刻，照它说的去（${spanZh(ms)}）`,
  neverAgain: (ms) => `没有，看了${spanZh(ms)}`,
  watching: '还在看……',
  noLastEventId: '没有',
  summary: (gaveUp, cameBack) => `不再重连的：${gaveUp}种。又去问的：${cameBack}种。`,
  said: (end, what) => `${end}：${what}`,
  steps: {
    again: {
      title: '结束或断开：它会回来',
      text: (after) =>
        `流正常结束，或是中途断开，在EventSource看来都一样：先是error事件，然后自己又去问（${after}）。`,
    },
    moved: {
      title: '重定向会跟着走',
      text: (after) => `Location指到哪里就去哪里，脚本得不到任何事件。又去问了吗：${after}。`,
    },
    'no-content': {
      title: '204：服务器说，够了',
      text: (after) => `readyState变成2，不再改变。又去问了吗：${after}。`,
    },
    errors: {
      title: '别的状态码，都不再重连',
      text: (after) =>
        `401、404、500，还有带着Retry-After的503。503之后又去问了吗：${after}。要不要再连，从此是你的代码的事。`,
    },
    type: {
      title: '类型不对，到此为止',
      text: (after, charset) =>
        `JSON不是事件流：不再重连。JSON之后又去问了吗：${after}。按标准，charset写什么都一样，因为事件流总按UTF-8来读，Firefox 140也照收${charset === 'refused' ? '；这次运行的浏览器却因此断开了。' : '。'}`,
    },
  },
  notMeasured: '还没试过',
}

export default zh
