/** Puts a text on the clipboard. Resolves whether it could: there is none over plain HTTP, nor without the reader's leave. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return false
  }
}
