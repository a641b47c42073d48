/**
 * A tapped socket, as far as the client's side goes: what it sends, and its end, on their way to the server. Bytes of a lab that nobody
 * knows yet wait until it is known; a server that has enough to read has the client wait.
 */
import type { AttributedSlice } from './attributed-slice.ts'
import { ConditionedSocket } from './conditioned-socket.ts'

/**
 * Node looks between two reads whether answers pile up, never within one, and a read of 64 KiB holds 800 polls. So it is
 * given one message at a time; what is not told apart into messages, in portions of less than a poll.
 */
const PORTION_BYTES = 64

/** So much a client may have sent ahead where more is kept already than may be; a browser's request is smaller. */
const OVER_AHEAD_BYTES = 4 * 1024

export abstract class ClientSide extends ConditionedSocket {
  protected hasClientEnded = false
  /** When the client's end was noticed while it still waits for an answer. */
  protected endHeldSince: number | undefined
  #isRawPaused = false
  #hasRawEnded = false
  /** What waits until its lab is known. */
  #unknown: AttributedSlice[] | undefined
  /** The server has said that it has enough to read for now. */
  #isServerFull = false

  fromRaw(bytes: Buffer): void {
    const now = this.clock.now()
    for (const slice of this.attribution.fromClient(bytes, now)) this.#towardsServer(slice, now)
    if ((this.toServer?.waitedForBytes ?? 0) > this.mostOnTheWay) this.#pauseRaw()
    this.count()
    // A sweep may come when one address has filled all that there is.
    if (this.keeps.aheadBytes > OVER_AHEAD_BYTES && this.budget.isOver) this.timeOut()
  }

  #towardsServer(slice: AttributedSlice, now: number): void {
    if (this.#unknown !== undefined) this.#unknown.push(slice)
    else if (slice.known !== undefined) this.#waitFor(slice, slice.known)
    else if (this.toServer === undefined && this.isCalm(slice.wire)) this.#handToServer(slice, now)
    else this.toServerPipe().slice(slice)
  }

  /** Of a lab that has to be asked for, neither conditions nor transports are known yet: the wire begins once they are. */
  #waitFor(slice: AttributedSlice, known: Promise<void>): void {
    this.#unknown = [slice]
    this.#pauseRaw()
    void known.then(() => {
      const waiting = this.#unknown ?? []
      this.#unknown = undefined
      if (this.destroyed) return
      const now = this.clock.now()
      for (const each of waiting) this.#towardsServer(each, now)
      if (this.#unknown !== undefined) return
      this.resumeRaw()
      if (this.#hasRawEnded) this.clientEnded()
      this.count()
    })
  }

  #pauseRaw(): void {
    if (this.#isRawPaused) return
    this.#isRawPaused = true
    this.raw.pause()
  }

  protected resumeRaw(): void {
    if (!this.#isRawPaused || this.#isServerFull || this.#unknown !== undefined) return
    if ((this.toServer?.waitedForBytes ?? 0) > this.mostOnTheWay) return
    this.#isRawPaused = false
    this.raw.resume()
  }

  protected override throughToServer(slice: AttributedSlice): void {
    this.#handToServer(slice, this.clock.now())
    this.resumeRaw()
    this.count()
  }

  #handToServer(slice: AttributedSlice, now: number): void {
    slice.arrive(now)
    if (slice.mayBeMany ? this.#pushInPortions(slice.bytes) : this.#pushPiece(slice.bytes)) return
    this.#isServerFull = true
    this.#pauseRaw()
  }

  #pushInPortions(bytes: Uint8Array): boolean {
    let hasRoom = true
    for (let at = 0; at < bytes.length && !this.destroyed; at += PORTION_BYTES) {
      hasRoom = this.#pushPiece(bytes.subarray(at, at + PORTION_BYTES))
    }
    return hasRoom
  }

  #pushPiece(bytes: Uint8Array): boolean {
    this.keeps.piece(bytes.length, this.readableLength)
    return this.push(bytes)
  }

  override _read(): void {
    this.#isServerFull = false
    this.resumeRaw()
  }

  clientEnded(): void {
    this.how ??= 'fin'
    this.#hasRawEnded = true
    if (this.#unknown !== undefined) return
    if (this.toServer === undefined) this.endToServer()
    else this.toServer.end()
  }

  /**
   * The client's end has come through. While it waits for an answer the server does not hear of it: Node's server
   * would hang up at once. A client that merely left a held poll or a stream does the same to a socket as
   * one that half-closes, so there the end is told, and what was held is freed; but for a poll with `Connection: close`.
   */
  protected override endToServer(): void {
    this.hasClientEnded = true
    if (this.attribution.expects === 'answer') this.endHeldSince = this.clock.now()
    else this.tellEnd()
  }

  protected tellEnd(): void {
    this.endHeldSince = undefined
    if (!this.readableEnded && !this.destroyed) this.push(null)
  }
}
