/**
 * The one budget of the process: what strangers can make this server keep, all labs together. Whoever keeps something
 * says so on an account, in bytes as they are taken in memory, overhead included; whoever is about to take on more asks
 * first. Where there is little left, what is cheapest to lose is let go, and then new things are refused. What runs goes
 * on in the room that it has.
 */

/** Who keeps something: only names, by which a test or an operator sees what fills the budget. */
export const HOLDERS = [
  'labs',
  'events',
  'tap',
  'answers',
  'connections',
  'messages',
  'bodies',
  'observers',
] as const
export type Holder = (typeof HOLDERS)[number]

export interface Budget {
  readonly limitBytes: number
  readonly heldBytes: number
  /** By holder. */
  readonly held: Readonly<Record<Holder, number>>
  /** Nothing new is let in: what runs takes on no more than it gives back, as far as it can. */
  readonly isFull: boolean
  /** More is kept than may be, since what runs is not asked each time. */
  readonly isOver: boolean
  /**
   * Whether so much more may be taken on; false is answered with `memoryFull`. Lets go of what is cheap to lose where
   * little is left. It takes nothing itself. What belongs to something that runs has all of the limit, what is new a share.
   */
  admits(bytes: number, forWhat?: 'new' | 'running'): boolean
  account(holder: Holder): Account
}

/** Lets things go until there is enough room; those that are kept on this budget only, where one is given. */
type Free = (isEnough: () => boolean, share?: Budget) => void

/** The budget of the process, in which each place has a share: what is kept for it counts on both. */
export interface SharedBudget extends Budget {
  /** The budget of one place. It is full when its share is taken, or when the whole is. */
  of(place: string): Budget
  /** Has `free` called where little is left. */
  freeBy(free: Free): void
}

/** What one of those who keep something keeps. */
export interface Account {
  readonly budget: Budget
  readonly heldBytes: number
  /** So many bytes more, or fewer where it is negative. */
  add(bytes: number): void
  /** Gives all back and counts no more. */
  close(): void
}

/** So much of the limit may be filled with what is new. The rest is for what runs: its queues, its own events, its polls. */
const SHARE = 7 / 8

/** A budget of which nothing is taken; a place has no more than `mostOfPlaceBytes` of it. */
export function createBudget(limitBytes: number, mostOfPlaceBytes = limitBytes): SharedBudget {
  return new Whole(limitBytes, mostOfPlaceBytes)
}

/** What several accounts keep together; what is kept on a share is kept on the whole as well. */
class Sum implements Budget {
  readonly limitBytes: number
  readonly held = Object.fromEntries(HOLDERS.map((holder) => [holder, 0])) as Record<Holder, number>
  readonly whole: Whole | undefined
  heldBytes = 0

  constructor(limitBytes: number, whole?: Whole) {
    this.limitBytes = limitBytes
    this.whole = whole
  }

  get isFull(): boolean {
    return this.heldBytes >= this.limitBytes * SHARE || this.whole?.isFull === true
  }

  get isOver(): boolean {
    return this.heldBytes > this.limitBytes || this.whole?.isOver === true
  }

  admits(bytes: number, forWhat: 'new' | 'running' = 'new'): boolean {
    const most = forWhat === 'new' ? this.limitBytes * SHARE : this.limitBytes
    const fits = (): boolean => this.heldBytes + bytes <= most
    if (!fits()) this.free(fits)
    return fits() && this.whole?.admits(bytes, forWhat) !== false
  }

  protected free(isEnough: () => boolean): void {
    this.whole?.freeOf(this, isEnough)
  }

  account(holder: Holder): Account {
    return new OwnAccount(this, holder)
  }

  add(holder: Holder, bytes: number): void {
    this.held[holder] += bytes
    this.heldBytes += bytes
  }
}

class Whole extends Sum implements SharedBudget {
  readonly #mostOfPlaceBytes: number
  readonly #shares = new Map<string, Share>()
  #free: Free = () => undefined

  constructor(limitBytes: number, mostOfPlaceBytes: number) {
    super(limitBytes)
    this.#mostOfPlaceBytes = mostOfPlaceBytes
  }

  of(place: string): Budget {
    return this.#shares.get(place) ?? new Share(this.#mostOfPlaceBytes, this, this.#shares, place)
  }

  freeBy(free: Free): void {
    this.#free = free
  }

  freeOf(share: Sum, isEnough: () => boolean): void {
    this.#free(isEnough, share)
  }

  protected override free(isEnough: () => boolean): void {
    this.#free(isEnough)
  }
}

class Share extends Sum {
  readonly #all: Map<string, Share>
  readonly #place: string

  constructor(limitBytes: number, whole: Whole, all: Map<string, Share>, place: string) {
    super(limitBytes, whole)
    this.#all = all
    this.#place = place
  }

  /** One of which nothing is taken need not be remembered. */
  override add(holder: Holder, bytes: number): void {
    if (this.heldBytes === 0) this.#all.set(this.#place, this)
    super.add(holder, bytes)
    if (this.heldBytes === 0) this.#all.delete(this.#place)
    this.whole?.add(holder, bytes)
  }
}

/** Each connection has some: it is small. */
class OwnAccount implements Account {
  readonly #sum: Sum
  readonly #holder: Holder
  #ownBytes = 0
  #isClosed = false

  constructor(sum: Sum, holder: Holder) {
    this.#sum = sum
    this.#holder = holder
  }

  get budget(): Budget {
    return this.#sum
  }

  get heldBytes(): number {
    return this.#ownBytes
  }

  add(bytes: number): void {
    if (this.#isClosed) return
    this.#ownBytes += bytes
    this.#sum.add(this.#holder, bytes)
  }

  close(): void {
    this.add(-this.#ownBytes)
    this.#isClosed = true
  }
}

/** An account on a budget without end: for parts that are tried by themselves. */
export function unbounded(holder: Holder): Account {
  return createBudget(Infinity).account(holder)
}

/** What a text takes in memory: a byte a character where all are Latin-1, else two. `sizeBytes` is its size in UTF-8. */
export function textBytes(text: string, sizeBytes: number): number {
  // In UTF-8 only ASCII is as long as it is in characters. Of what is longer, some is Latin-1 and counted too high.
  return sizeBytes === text.length ? text.length : 2 * text.length
}
