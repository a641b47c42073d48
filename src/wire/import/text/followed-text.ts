/** tshark's `follow,tcp,ascii`: before each piece how many bytes it has, behind a tab where they are the second node's. */

const HEADING = /^Follow: \w+,(?:ascii|utf-8)\n(?:Filter: .*\n)?(?:Node [01]: .*\n){0,2}/m
/** What stands behind a piece: the count of the next, or the line that closes it all. */
const NEXT = /\n(?=\t?\d{1,9}\n|=====)/g

/** Gives the messages of both sides one behind the other, without what follows a 101, of which dots are left; `undefined` for another text. */
export function readFollowedText(text: string): string | undefined {
  const heading = HEADING.exec(text)
  if (heading === null) return undefined
  const pieces: string[] = []
  for (let at = heading.index + heading[0].length; !pieces.at(-1)?.startsWith('HTTP/1.1 101');) {
    const [count, digits] = /^\t?(\d{1,9})\n/.exec(text.slice(at, at + 16)) ?? []
    if (count === undefined) break
    const start = at + count.length
    const end = pieceEnd(text, start, Number(digits))
    if (end === undefined) break
    pieces.push(text.slice(start, end))
    at = end + 1
  }
  return pieces.length === 0 ? undefined : pieces.join('')
}

/** Where a piece of so many bytes may end, from which a text box may have taken a byte a line. */
function pieceEnd(text: string, start: number, length: number): number | undefined {
  NEXT.lastIndex = start
  let [counted, lineEnds] = [start, 0]
  for (let next = NEXT.exec(text); next !== null; next = NEXT.exec(text)) {
    lineEnds += text.slice(counted, next.index).split('\n').length - 1
    counted = next.index
    const letters = next.index - start
    if (letters > length) return undefined
    if (letters + lineEnds >= length) return next.index
  }
  return undefined
}
