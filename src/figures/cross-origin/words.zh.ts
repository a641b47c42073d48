import type { CrossOriginWords } from './words.en.ts'

const zh: CrossOriginWords = {
  title: (api) => `别处的页面来试${api}`,
  tries: {
    ws: 'WebSocket',
    sse: 'EventSource，没有许可',
    'sse-allowed': 'EventSource，带Access-Control-Allow-Origin',
  },
  tryIt: {
    ws: '让它试试',
    sse: '不给许可，让它试试',
    'sse-allowed': '给它许可，让它试试',
  },
  frame: '那个页面，在沙箱iframe里',
  frameEmpty: '你让它试，才会有这个iframe。',
  request: '它问了什么，取自线路',
  answer: '服务器怎么答的',
  allLines: (lines) => `全部${lines}行`,
  script: '它的脚本知道什么',
  none: '还没有试过。',
  starting: '正在建实验室……',
  stop: '停止',
  gone: '服务器没有响应，过一会儿再试。',
  refused: (message) => `服务器拒绝了：${message}`,
  taken: '服务器放它进来了，它的脚本可以读。',
  turnedAway: (status) => `服务器用${status}把它挡在门外。它的脚本只知道连接关了。`,
  kept: (status) => `服务器答了${status}，浏览器却没有把响应交给脚本。`,
  needsScript: '要让它试，得启用JavaScript；这里是录制。',
}

export default zh
