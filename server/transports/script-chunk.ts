/**
 * One event of the iframe stream as a chunk: a script element that calls the page's function with the event.
 *
 * Every response has its own nonce, so no two readers get the same bytes; all nonces are equally long, so the chunk is made
 * once for each callback, and each reader's copy has its nonce put in.
 */
import { framed, type Framed } from './chunk-framing.ts'

/** As long as the nonce of a response: 16 random bytes in base64url. */
export const NONCE_LENGTH = 22

export interface ScriptChunk {
  /** A copy with this nonce in it. */
  withNonce(nonce: string): Framed
}

const OPENING = '<script nonce="'

/**
 * The chunk of a script that calls `parent.<callback>(<json>)`. No data can break out of it: what could end the element,
 * begin a comment in it, or end a line in older JavaScript is written as an escape, which JSON has only within strings.
 * @see https://html.spec.whatwg.org/multipage/scripting.html#restrictions-for-contents-of-script-elements
 */
export function scriptChunk(callback: string, json: string): ScriptChunk {
  const call = `parent.${callback}(${harmless(json)})`
  const template = framed(`${OPENING}${'-'.repeat(NONCE_LENGTH)}">${call}</script>\n`)
  const start = template.content.byteOffset - template.chunk.byteOffset
  const end = start + template.content.length
  return {
    withNonce(nonce) {
      const chunk = Buffer.from(template.chunk)
      chunk.write(nonce, start + OPENING.length, NONCE_LENGTH, 'latin1')
      return { chunk, content: chunk.subarray(start, end) }
    },
  }
}

function harmless(json: string): string {
  const escaped = json.replace(/[<>&\u2028\u2029]/g, (letter) => {
    return `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
  // In a script this key would set the prototype; as a computed one it is a key like any other. Behind a backslash the
  // quote stands within a longer key.
  return escaped.replace(/(?<!\\)"__proto__":/g, '["__proto__"]:')
}
