/** Hands the reader a text, or bytes, as a file, made in the page: nothing goes to the server. */

/** Starts the download of `content` under `name`. */
export function saveFile(content: string | Uint8Array<ArrayBuffer>, name: string, type: string): void {
  const address = URL.createObjectURL(new Blob([content], { type }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The download has its own reference by the next turn.
  setTimeout(() => URL.revokeObjectURL(address), 0)
}
