/** Takes the chunked coding off a response for a test: its whole chunks one by one, joined, and whether the last has come. */

export interface DeChunked {
  readonly chunks: readonly Buffer[]
  readonly content: Buffer
  readonly isWhole: boolean
}

/** Reads past the head, then chunk by chunk; a chunk that is not whole yet is left out. Throws where there is no chunk. */
export function deChunk(response: Buffer): DeChunked {
  const chunks: Buffer[] = []
  let at = response.indexOf('\r\n\r\n') + 4
  for (;;) {
    const lineEnd = response.indexOf('\r\n', at)
    if (lineEnd < 0) break
    const size = response.toString('latin1', at, lineEnd)
    if (!/^[0-9a-f]+$/.test(size)) throw new Error(`Not a chunk size: ${JSON.stringify(size)}`)
    const start = lineEnd + 2
    const end = start + parseInt(size, 16)
    if (response.length < end + 2) break
    if (response.toString('latin1', end, end + 2) !== '\r\n')
      throw new Error(`A chunk of ${size} does not end`)
    if (end === start) return { chunks, content: Buffer.concat(chunks), isWhole: true }
    chunks.push(response.subarray(start, end))
    at = end + 2
  }
  return { chunks, content: Buffer.concat(chunks), isWhole: false }
}
