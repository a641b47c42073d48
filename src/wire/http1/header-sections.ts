/** Where each header that a reader is likely to meet is defined. Headers of other standards cite header lines as such. */
import type { Citation } from '../field/citation.ts'

const rfc = (standard: Citation['standard'], section: string): Citation => ({ standard, section })

const SECTIONS: ReadonlyMap<string, Citation> = new Map([
  ['accept', rfc('RFC 9110', '12.5.1')],
  ['accept-encoding', rfc('RFC 9110', '12.5.3')],
  ['accept-language', rfc('RFC 9110', '12.5.4')],
  ['age', rfc('RFC 9111', '5.1')],
  ['allow', rfc('RFC 9110', '10.2.1')],
  ['authorization', rfc('RFC 9110', '11.6.2')],
  ['cache-control', rfc('RFC 9111', '5.2')],
  ['connection', rfc('RFC 9110', '7.6.1')],
  ['content-encoding', rfc('RFC 9110', '8.4')],
  ['content-length', rfc('RFC 9110', '8.6')],
  ['content-type', rfc('RFC 9110', '8.3')],
  ['cookie', rfc('RFC 6265', '4.2')],
  ['date', rfc('RFC 9110', '6.6.1')],
  ['etag', rfc('RFC 9110', '8.8.3')],
  ['expires', rfc('RFC 9111', '5.3')],
  ['host', rfc('RFC 9110', '7.2')],
  ['if-modified-since', rfc('RFC 9110', '13.1.3')],
  ['if-none-match', rfc('RFC 9110', '13.1.2')],
  ['keep-alive', rfc('RFC 9112', 'C.2.2')],
  ['last-modified', rfc('RFC 9110', '8.8.2')],
  ['location', rfc('RFC 9110', '10.2.2')],
  ['origin', rfc('Fetch', 'origin-header')],
  ['pragma', rfc('RFC 9111', '5.4')],
  ['referer', rfc('RFC 9110', '10.1.3')],
  ['retry-after', rfc('RFC 9110', '10.2.3')],
  ['sec-websocket-accept', rfc('RFC 6455', '11.3.3')],
  ['sec-websocket-extensions', rfc('RFC 6455', '11.3.2')],
  ['sec-websocket-key', rfc('RFC 6455', '11.3.1')],
  ['sec-websocket-protocol', rfc('RFC 6455', '11.3.4')],
  ['sec-websocket-version', rfc('RFC 6455', '11.3.5')],
  ['server', rfc('RFC 9110', '10.2.4')],
  ['set-cookie', rfc('RFC 6265', '4.1')],
  ['te', rfc('RFC 9110', '10.1.4')],
  ['trailer', rfc('RFC 9110', '6.6.2')],
  ['transfer-encoding', rfc('RFC 9112', '6.1')],
  ['upgrade', rfc('RFC 9110', '7.8')],
  ['user-agent', rfc('RFC 9110', '10.1.5')],
  ['vary', rfc('RFC 9110', '12.5.5')],
  ['via', rfc('RFC 9110', '7.6.3')],
])

/** The section that defines a header (its name in lower case); for one not listed, the section on header values. */
export function headerSection(name: string): Citation {
  return SECTIONS.get(name) ?? rfc('RFC 9110', '5.5')
}
