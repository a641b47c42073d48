/** What one connection makes this process keep, told to the budget. */
import type { Account } from '../budget.ts'
import type { Pipe } from '../conditions/pipe.ts'

/** What a connection takes: two sockets, a parser, its attribution, a request that is being answered. */
export const CONNECTION_COST_BYTES = 8 * 1024

/** What a piece that the server has not taken yet costs beside its bytes. */
const UNTAKEN_COST_BYTES = 260

/** What a write that waits takes beside its bytes. */
const WAITING_WRITE_COST_BYTES = 200

/** What a direction under conditions takes, whatever it holds: a line of them. */
const PIPE_COST_BYTES = 2_500

export class ConnectionCount {
  readonly #account: Account
  /** Writes that wait until the one before them is through. */
  waitingWrites = 0
  /** Of the write that is not through: it is kept as it came and as it went. */
  sendingBytes = 0
  /** What has been handed to the server since it last had taken all. */
  #pieces = 0
  #pieceBytes = 0
  #toldBytes = 0
  #aheadBytes = 0

  constructor(account: Account) {
    this.#account = account
  }

  /** A piece of `bytes` goes to the server, which has `untakenBytes` of earlier ones to take. */
  piece(bytes: number, untakenBytes: number): void {
    if (untakenBytes === 0) this.#pieces = this.#pieceBytes = 0
    this.#pieces++
    this.#pieceBytes += bytes
  }

  /** What of it the client has sent before it was its turn: requests behind others, and what nobody has read yet. */
  get aheadBytes(): number {
    return this.#aheadBytes
  }

  /** Tells what is kept now: on both sides of the tapped socket, by its attribution, in the real socket and under conditions. */
  tell(
    { readableLength, writableLength }: { readonly readableLength: number; readonly writableLength: number },
    attributionBytes: number,
    rawBytes: number,
    toServer: Pipe | undefined,
    toClient: Pipe | undefined,
  ): void {
    this.#aheadBytes = attributionBytes + this.#untakenBytes(readableLength)
    this.#tellBytes(
      CONNECTION_COST_BYTES +
        this.#aheadBytes +
        writableLength +
        WAITING_WRITE_COST_BYTES * this.waitingWrites +
        Math.max(this.sendingBytes, rawBytes) +
        heldIn(toServer) +
        heldIn(toClient),
    )
  }

  /** The connection is gone. */
  tellGone(): void {
    this.#tellBytes(0)
  }

  /** Of how many pieces it is, the stream does not say. */
  #untakenBytes(bytes: number): number {
    if (bytes === 0) return 0
    return bytes + UNTAKEN_COST_BYTES * Math.ceil((bytes * this.#pieces) / this.#pieceBytes)
  }

  #tellBytes(held: number): void {
    if (held === this.#toldBytes) return
    this.#account.add(held - this.#toldBytes)
    this.#toldBytes = held
  }
}

function heldIn(pipe: Pipe | undefined): number {
  return pipe === undefined ? 0 : PIPE_COST_BYTES + pipe.heldBytes
}
