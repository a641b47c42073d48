/** Terms of the glossary: Server-Sent Events and their text format. */
import type { TermEntry } from './term-entry.ts'

export const EVENT_STREAM_TERMS = {
  sse: {
    name: { en: 'Server-Sent Events', zh: '服务器发送事件' },
    also: { en: ['SSE'], zh: ['SSE', '服务器推送事件'] },
    meaning: {
      en: 'The standard’s way to push over HTTP: a text format for a response that goes on, and EventSource, which reads it and comes back by itself.',
      zh: '标准给出的HTTP推送办法：一种写给不结束的响应的文本格式，加上读它、断了会自己回来的EventSource。',
    },
    clause: { standard: 'html', section: 'server-sent-events' },
  },
  eventsource: {
    name: { en: 'EventSource', zh: 'EventSource' },
    meaning: {
      en: 'The object with which a page listens to an event stream.',
      zh: '页面用来收听事件流的对象。',
    },
    clause: { standard: 'html', section: 'the-eventsource-interface' },
  },
  'event-stream': {
    name: { en: 'event stream', zh: '事件流' },
    not: { zh: ['事件串流'] },
    meaning: {
      en: 'The text format of Server-Sent Events, `text/event-stream`: lines in UTF-8, and an empty line that dispatches an event.',
      zh: '服务器发送事件的文本格式，即`text/event-stream`：UTF-8的一行行文字，遇到空行就派发一个事件。',
    },
    clause: { standard: 'html', section: 'parsing-an-event-stream' },
  },
  'event-block': {
    name: { en: 'event block', zh: '事件块' },
    meaning: {
      en: 'The lines of an event stream up to an empty one. As a rule they become one event.',
      zh: '事件流里到一个空行为止的那几行，通常就是一个事件。它和分块是两回事。',
    },
    clause: { standard: 'html', section: 'event-stream-interpretation' },
  },
  'named-event': {
    name: { en: 'named event', zh: '命名事件' },
    not: { zh: ['具名事件'] },
    meaning: {
      en: 'An event with an `event` line: it goes to the listeners of that name, and not to `onmessage`.',
      zh: '带`event`行的事件，只交给监听这个名字的函数，不经过`onmessage`。',
    },
    clause: { standard: 'html', section: 'event-stream-interpretation' },
  },
  'comment-line': {
    name: { en: 'comment line', zh: '注释行' },
    meaning: {
      en: 'A line of an event stream that begins with a colon. The browser ignores it, and middleboxes see that the stream lives.',
      zh: '事件流里以冒号开头的行。浏览器不理会它，中间设备却能看到流还活着。',
    },
    clause: { standard: 'html', section: 'authoring-notes' },
  },
  'last-event-id': {
    name: { en: 'last event ID', zh: '最后一个事件ID' },
    not: { zh: ['最后事件ID'] },
    meaning: {
      en: 'The id that the browser keeps from the stream and sends as `Last-Event-ID` when it comes back.',
      zh: '浏览器从流里记下的编号，重连时放在`Last-Event-ID`里交给服务器。',
    },
    clause: { standard: 'html', section: 'the-last-event-id-header' },
  },
  'reconnection-time': {
    name: { en: 'reconnection time', zh: '重连间隔' },
    not: { zh: ['重连时间'] },
    meaning: {
      en: 'How long EventSource waits before it asks again; a `retry` line sets it.',
      zh: 'EventSource再次请求之前等的时间，由`retry`行设定。',
    },
    clause: { standard: 'html', section: 'concept-event-stream-reconnection-time' },
  },
  dispatch: {
    name: { en: 'dispatch', zh: '派发' },
    not: { zh: ['分派'] },
    meaning: {
      en: 'To hand an event to its listeners. In an event stream the empty line does it.',
      zh: '把事件交给监听它的函数。在事件流里，触发派发的是空行。',
    },
    clause: { standard: 'html', section: 'event-stream-interpretation' },
  },
  base64: {
    name: { en: 'base64', zh: 'base64' },
    meaning: {
      en: 'Binary data written with 64 letters, a third longer. An event stream, which is text, can carry it in no other standard form.',
      zh: '用64个字符写二进制数据，比原来长三分之一。事件流是文本，要带二进制，就得先这样写。',
    },
  },
  'token-streaming': {
    name: { en: 'token streaming', zh: '流式输出' },
    also: { zh: ['打字机效果'] },
    meaning: {
      en: 'Sending what a language model writes while it is being written; mostly an event stream that is read with `fetch`.',
      zh: '大语言模型边生成边发答案，多半是用`fetch`读的事件流。',
    },
  },
} as const satisfies Record<string, TermEntry>
