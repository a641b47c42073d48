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
  /**
   * Whether so much more may be taken on; false is answered with `memoryFull`. Lets go of what is cheap to lose where
   * little is left. It takes nothing itself. What belongs to something that runs has all of the limit, what is new a share.
   */
  admits(bytes: number, forWhat?: 'new' | 'running'): boolean
  account(holder: Holder): Account
  /** Has `free` called where little is left, with what says whether enough has been let go. */
  freeBy(free: (isEnough: () => boolean) => void): void
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

/** A budget of which nothing is taken. */
export function createBudget(limitBytes: number): Budget {
  const mostBytes = limitBytes * SHARE
  const held = Object.fromEntries(HOLDERS.map((holder) => [holder, 0])) as Record<Holder, number>
  let heldBytes = 0
  let free: (isEnough: () => boolean) => void = () => undefined

  const budget: Budget = {
    limitBytes,
    held,
    get heldBytes() {
      return heldBytes
    },
    get isFull() {
      return heldBytes >= mostBytes
    },
    admits(bytes, forWhat = 'new') {
      const most = forWhat === 'new' ? mostBytes : limitBytes
      const fits = (): boolean => heldBytes + bytes <= most
      if (!fits()) free(fits)
      return fits()
    },
    account(holder) {
      let ownBytes = 0
      let isClosed = false
      function add(bytes: number): void {
        if (isClosed) return
        ownBytes += bytes
        held[holder] += bytes
        heldBytes += bytes
      }
      return {
        budget,
        get heldBytes() {
          return ownBytes
        },
        add,
        close() {
          add(-ownBytes)
          isClosed = true
        },
      }
    },
    freeBy(how) {
      free = how
    },
  }
  return budget
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
