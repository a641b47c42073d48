/** Hands the reader a text as a file, made in the page: nothing goes to the server. */

/** Starts the download of `text` under `name`. */
export function saveFile(text: string, name: string, type: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The download has its own reference by the next turn.
  setTimeout(() => URL.revokeObjectURL(address), 0)
}
