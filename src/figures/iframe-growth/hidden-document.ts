/** Looks into the hidden document of a lab's iframe stream: it is of this page's origin, so a script may count in it. */

export interface DocumentCount {
  readonly scripts: number
  /** Of its HTML, as the browser would write it out. */
  readonly characters: number
}

/** What the iframe's document holds at this moment; `undefined` where no such iframe is in the page. */
export function countHiddenDocument(lab: string): DocumentCount | undefined {
  const address = `/labs/${lab}/iframe-stream?`
  const iframe = [...document.querySelectorAll<HTMLIFrameElement>('iframe[hidden]')].find(({ src }) =>
    src.includes(address),
  )
  const held = iframe?.contentDocument
  // Until the answer begins, an empty document stands there.
  if (!held?.documentElement || !held.URL.includes(address)) return undefined
  return { scripts: held.scripts.length, characters: held.documentElement.outerHTML.length }
}
