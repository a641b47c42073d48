/** Packs bytes as raw DEFLATE (RFC 1951); absent where the browser cannot. */
export const pack =
  typeof CompressionStream === 'undefined'
    ? undefined
    : async (bytes: Uint8Array): Promise<Uint8Array> => {
        const stream = new Blob([Uint8Array.from(bytes)]).stream()
        const packed = stream.pipeThrough(new CompressionStream('deflate-raw'))
        return new Uint8Array(await new Response(packed).arrayBuffer())
      }
