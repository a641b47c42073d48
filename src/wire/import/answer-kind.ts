/** What an exchange is by the head of its answer, whoever asked, and how: import and tap name alike. */

/** A WebSocket by its 101, an event stream by its type; else HTTP. `head`: a character a byte, up to its empty line. */
export function kindOfAnswer(head: string): 'ws' | 'sse' | 'http' {
  if (/^HTTP\/1\.1 101[ \r\n][^]*\nupgrade:[ \t]*websocket/i.test(head)) return 'ws'
  return /\ncontent-type:[ \t]*text\/event-stream/i.test(head) ? 'sse' : 'http'
}
