/** Terms of the glossary: coming back after a break, and what arrives how often. */
import type { TermEntry } from './term-entry.ts'

export const DELIVERY_TERMS = {
  delivered: {
    name: { en: 'delivered', zh: '送达' },
    not: { zh: ['投递'] },
    meaning: {
      en: 'Of an event: the page’s JavaScript has it. Bytes that have only reached the browser do not count.',
      zh: '页面里的JavaScript拿到了事件才算。字节到了浏览器，还不算送达。',
    },
  },
  reconnection: {
    name: { en: 'reconnection', zh: '重连' },
    also: { zh: ['断线重连'] },
    meaning: {
      en: 'Connecting again after a break. EventSource does it by itself; with WebSocket the page has to.',
      zh: '断开之后再连上。EventSource自己会做，WebSocket要页面来做。',
    },
  },
  replay: {
    name: { en: 'replay', zh: '补发' },
    also: { en: ['resume'], zh: ['消息补发'] },
    meaning: {
      en: 'Sending to a page that has come back the events it missed, which takes numbered events and a log.',
      zh: '页面回来之后，把它错过的事件发给它。前提是事件有编号，服务器留着日志。',
    },
  },
  backoff: {
    name: { en: 'backoff', zh: '退避' },
    also: { en: ['exponential backoff'], zh: ['指数退避'] },
    meaning: {
      en: 'Waiting longer after each failure before trying again.',
      zh: '每失败一次，下一次重试之前就多等一会儿。',
    },
    clause: { rfc: 6455, section: '7.2.3' },
  },
  'reconnect-storm': {
    name: { en: 'reconnection storm', zh: '重连风暴' },
    also: { en: ['thundering herd'] },
    meaning: {
      en: 'All clients coming back at once, for instance after a deploy.',
      zh: '所有客户端同时回来，比如刚部署完。和惊群效应道理相近：一件事把等着的全都唤醒。',
    },
  },
  deduplicate: {
    name: { en: 'deduplicate', zh: '去重' },
    meaning: {
      en: 'To drop what has been received before; with numbered events, by their number.',
      zh: '把已经收过的丢掉；事件有编号，看编号就行。',
    },
  },
  'at-least-once': {
    name: { en: 'at least once', zh: '至少一次' },
    meaning: {
      en: 'A promise that nothing is lost, while something may come twice. With the duplicates dropped by number, it looks like exactly once.',
      zh: '保证不丢，但可能重复。按编号去重之后，看上去就是恰好一次。',
    },
  },
  'sticky-session': {
    name: { en: 'sticky session', zh: '粘性会话' },
    meaning: {
      en: 'A load balancer’s promise to bring a client to the same server each time, needed where only that server’s memory holds what the client comes back for.',
      zh: '负载均衡保证同一个客户端每次都到同一台服务器。只有那台服务器的内存里有它要的东西时，才需要这样。',
    },
  },
  'message-boundary': {
    name: { en: 'message boundary', zh: '消息边界' },
    meaning: {
      en: 'Where one message ends and the next begins. TCP knows none; chunks, empty lines and frame headers draw them.',
      zh: '一条消息到哪里为止。TCP不管这个，边界由分块、空行或帧头来画；所谓粘包、拆包，是没有划清边界的结果，并不是TCP的毛病。',
    },
  },
} as const satisfies Record<string, TermEntry>
