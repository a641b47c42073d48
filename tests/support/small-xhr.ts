/**
 * As much of `XMLHttpRequest` as the polling loops use, over Node's `fetch`, so that they can be run in a test.
 * The captures run them in a real browser.
 * @see https://xhr.spec.whatwg.org/
 */
export class SmallXhr {
  onreadystatechange: (() => void) | null = null
  readyState = 0
  status = 0
  responseType = ''
  responseText = ''
  response: unknown = null
  timeout = 0
  #url = ''
  readonly #abort = new AbortController()
  #sent = false

  open(_method: string, url: string): void {
    this.#url = url
    this.#become(1)
  }

  send(): void {
    this.#sent = true
    const patience = this.timeout > 0 ? [AbortSignal.timeout(this.timeout)] : []
    void fetch(this.#url, { signal: AbortSignal.any([this.#abort.signal, ...patience]) })
      .then(async (answer) => {
        this.responseText = await answer.text()
        this.status = answer.status
        if (this.responseType === 'json' && this.responseText !== '')
          this.response = JSON.parse(this.responseText)
      })
      .catch(() => (this.status = 0))
      .then(() => this.#finish())
  }

  /** Ends a request that is under way as an error without a status; does nothing else. */
  abort(): void {
    const underWay = this.#sent && this.readyState !== 4
    this.#abort.abort()
    if (underWay) this.#finish()
  }

  #finish(): void {
    this.#sent = false
    if (this.readyState !== 4) this.#become(4)
  }

  #become(state: number): void {
    this.readyState = state
    this.onreadystatechange?.()
  }
}
