/** Writes any text as one word of a POSIX shell's command line, safe to paste as well. Used by the command lines. */

/** What a terminal could act on when it is pasted, or a reader could not see: controls and invisible format characters. */
const UNSEEN = /[\p{Cc}\p{Cf}\u2028\u2029]/u
const PLAIN = /^[\w@%+=:,./-]+$/

/**
 * Gives a word that a POSIX shell reads back as exactly this text. Line feeds stay inside quotes; other control
 * characters are made by `printf`, so that no terminal sees them. A NUL, which no argument can hold, is left out.
 * @see https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_02_02
 */
export function shellQuote(text: string): string {
  if (PLAIN.test(text)) return text
  const words: string[] = []
  let quoted = ''
  const flush = (): void => {
    if (quoted !== '') words.push(`'${quoted.replaceAll("'", `'\\''`)}'`)
    quoted = ''
  }
  for (const letter of text) {
    if (letter === '\0') continue
    if (letter === '\n' || !UNSEEN.test(letter)) {
      quoted += letter
      continue
    }
    flush()
    words.push(`"$(printf '${octal(new TextEncoder().encode(letter))}')"`)
  }
  flush()
  return words.length === 0 ? "''" : words.join('')
}

/** Gives a command whose output is exactly these bytes, whatever they are. */
export function printfCommand(bytes: Uint8Array): string {
  return `printf '${octal(bytes)}'`
}

/** A byte as `printf` reads it in its format: letters and digits as they are, all else in octal. */
function octal(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => {
    const letter = String.fromCharCode(byte)
    return /[A-Za-z0-9 _.,:;=+/{}()[\]"<>-]/.test(letter) ? letter : `\\${byte.toString(8).padStart(3, '0')}`
  }).join('')
}
