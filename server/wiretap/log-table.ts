/**
 * The records of a log as columns of numbers, in a ring: writing one allocates nothing, and a full log of thousands
 * of records is a handful of objects to the garbage collector.
 */

/** What a row is about; the numbers are only this table's. */
export const OPENED = 0
export const CLOSED = 1
export const UP = 2
export const DOWN = 3
export const EVENT = 4
/** Bytes of a direction that never came here: of another instance, which had let go of them. `left` is how many. */
export const LOST_UP = 5
export const LOST_DOWN = 6
/** What the owner's page says that it did; `arrived` is when it was heard. */
export const REPORTED = 7

export type RowKind =
  | typeof OPENED
  | typeof CLOSED
  | typeof UP
  | typeof DOWN
  | typeof EVENT
  | typeof LOST_UP
  | typeof LOST_DOWN
  | typeof REPORTED

const FIRST_CAPACITY = 32

/** `Subject` is what a row is about: an exchange, a connection or an event. */
export class LogTable<Subject extends object> {
  /** Numbers of the oldest row held and of the next to come; a row's place is its number modulo the capacity. */
  first: number
  end: number
  #capacity = FIRST_CAPACITY
  #kinds = new Uint8Array(FIRST_CAPACITY)
  #numbers = new Float64Array(FIRST_CAPACITY * 5)
  #subjects: (Subject | undefined)[] = new Array<Subject | undefined>(FIRST_CAPACITY).fill(undefined)
  #blocks: (Uint8Array | undefined)[] = new Array<Uint8Array | undefined>(FIRST_CAPACITY).fill(undefined)

  /** An empty table whose first row will have this number. */
  constructor(first = 0) {
    this.first = first
    this.end = first
  }

  /** Adds a row without bytes. */
  add(kind: RowKind, subject: Subject, costBytes: number): void {
    this.addSlice(kind, subject, undefined, 0, costBytes, 0, 0, 0)
  }

  /** Adds a row whose bytes are `length` from `start` on in `block`, `offset` in their exchange and direction. */
  addSlice(
    kind: RowKind,
    subject: Subject,
    block: Uint8Array | undefined,
    start: number,
    length: number,
    offset: number,
    left: number,
    arrived: number,
  ): void {
    if (this.end - this.first === this.#capacity) this.#grow()
    const place = this.end++ & (this.#capacity - 1)
    this.#kinds[place] = kind
    this.#subjects[place] = subject
    this.#blocks[place] = block
    const numbers = this.#numbers
    const at = place * 5
    numbers[at] = start
    numbers[at + 1] = length
    numbers[at + 2] = offset
    numbers[at + 3] = left
    numbers[at + 4] = arrived
  }

  /** Adds a row of another table, as it is there. */
  addFrom(other: LogTable<Subject>, number: number): void {
    const place = number & (other.#capacity - 1)
    const subject = other.#subjects[place]
    if (subject === undefined) return
    const [start, length, offset, left, arrived] = [0, 1, 2, 3, 4].map((column) =>
      other.#number(number, column),
    ) as [number, number, number, number, number]
    this.addSlice(other.kind(number), subject, other.#blocks[place], start, length, offset, left, arrived)
  }

  /** Lets the oldest row go. */
  dropFirst(): void {
    const place = this.first++ & (this.#capacity - 1)
    this.#subjects[place] = undefined
    this.#blocks[place] = undefined
  }

  kind(number: number): RowKind {
    return (this.#kinds[number & (this.#capacity - 1)] ?? OPENED) as RowKind
  }
  subject(number: number): Subject | undefined {
    return this.#subjects[number & (this.#capacity - 1)]
  }
  /** How many bytes, or what else the row said it costs. */
  length(number: number): number {
    return this.#number(number, 1)
  }
  offset(number: number): number {
    return this.#number(number, 2)
  }
  left(number: number): number {
    return this.#number(number, 3)
  }
  arrived(number: number): number {
    return this.#number(number, 4)
  }
  bytes(number: number): Uint8Array {
    const start = this.#number(number, 0)
    const block = this.#blocks[number & (this.#capacity - 1)] ?? new Uint8Array(0)
    return block.subarray(start, start + this.length(number))
  }

  #number(number: number, column: number): number {
    return this.#numbers[(number & (this.#capacity - 1)) * 5 + column] ?? 0
  }

  /** Doubles the room; rows move to the places their numbers now say. */
  #grow(): void {
    const old = { kinds: this.#kinds, numbers: this.#numbers, subjects: this.#subjects, blocks: this.#blocks }
    const mask = this.#capacity - 1
    this.#capacity *= 2
    this.#kinds = new Uint8Array(this.#capacity)
    this.#numbers = new Float64Array(this.#capacity * 5)
    this.#subjects = new Array<Subject | undefined>(this.#capacity).fill(undefined)
    this.#blocks = new Array<Uint8Array | undefined>(this.#capacity).fill(undefined)
    for (let number = this.first; number < this.end; number++) {
      const from = number & mask
      const to = number & (this.#capacity - 1)
      this.#kinds[to] = old.kinds[from] ?? 0
      this.#subjects[to] = old.subjects[from]
      this.#blocks[to] = old.blocks[from]
      this.#numbers.set(old.numbers.subarray(from * 5, from * 5 + 5), to * 5)
    }
  }
}
