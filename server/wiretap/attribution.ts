/**
 * Gives every byte of one connection to the exchange it belongs to, or to nobody.
 *
 * The request line names the lab, message boundaries say where a request ends and which answer is whose. Nothing is
 * guessed: where the boundaries stop being certain, no later byte of this connection is given to anybody.
 */
import type { Direction } from '../../src/wire/bytes/bytes.ts'
import type { HeadSummary } from '../../src/wire/http1/head-summary.ts'
import { MessageBoundaries, type Segment } from '../../src/wire/http1/message-boundaries.ts'
import type { ConnectionEnd } from '../../src/wire/trace/trace.ts'
import { OpenExchange, type ExchangeHolder } from './open-exchange.ts'
import { AttributedSlice, type Owner } from './attributed-slice.ts'
import type { ConnectionState } from './log-subject.ts'
import type { Recorder } from './recorder.ts'
import type { FindLab } from './tap.ts'
import { tappedTarget } from './tapped-target.ts'

/** How many requests may wait for their answers on one connection before following them is given up. */
const MAX_AWAITING = 1_000

/** In how many pieces a head may come before its bytes are nobody's: each piece is kept until the head is whole. */
const MAX_UNDECIDED = 2_048

/** What a request that waits for its answer takes: Node's two objects, the exchange. Of the first, see the connection's own cost. */
const AWAITING_COST_BYTES = 3 * 1024
/** What a piece of an unfinished head takes beside its bytes. */
const UNDECIDED_COST_BYTES = 400
/** What a connection takes in each further lab that it has asked: one may ask them all. */
const LAB_SEEN_COST_BYTES = 300

/** From here on, recorders of labs that have ended are let go. */
const MANY_LABS = 8

const NOTHING_MASKED: readonly number[] = []

/** A request that has been seen and is not answered to its end: a tapped one, or one that is nobody's. */
type Awaiting = OpenExchange | Untapped

interface Untapped {
  readonly isUpgrade: boolean
  readonly isHeld: false
}

const UNTAPPED: Untapped = { isUpgrade: false, isHeld: false }
const UNTAPPED_UPGRADE: Untapped = { isUpgrade: true, isHeld: false }

/**
 * An array that holds one, which is what most connections have, is made with that one in it: pushed to while empty, it would
 * make room for seventeen.
 */
export class Attribution implements ExchangeHolder {
  readonly #findLab: FindLab
  readonly #openedAt: number
  readonly #requests = new MessageBoundaries('requests')
  readonly #responses = new MessageBoundaries('responses')
  #awaiting: Awaiting[] = []
  #open: readonly OpenExchange[] = []
  /** This connection as the labs it has served know it. */
  #labs: readonly { readonly recorder: Recorder; readonly connection: ConnectionState }[] = []
  /** Slices of a head that is not whole, or of what followed a request for an upgrade; in order. */
  #undecided: AttributedSlice[] | undefined
  /** Whose the request is that is being read. */
  #requester: Owner = 'nobody'
  #isTunnel = false
  #isOver = false

  constructor(findLab: FindLab, openedAt: number) {
    this.#findLab = findLab
    this.#openedAt = openedAt
  }

  /** The tapped exchanges that are open now. */
  get open(): readonly OpenExchange[] {
    return this.#open
  }

  /**
   * What a client that has said its last still waits for: `answer` for one that comes by itself, `held` for a poll or
   * stream that may last, `nothing` when all is answered, cannot be told, or was cut in the middle of a request.
   */
  get expects(): 'nothing' | 'answer' | 'held' {
    const [first] = this.#awaiting
    if (first === undefined || this.#isTunnel || this.#requests.stopped !== undefined) return 'nothing'
    if (this.#requests.isInside) return 'nothing'
    return this.#awaiting.some((request) => request.isHeld) ? 'held' : 'answer'
  }

  /** What it keeps of requests that wait for their answers, of a head that is not whole, and of the labs it has asked. */
  get heldBytes(): number {
    return (
      AWAITING_COST_BYTES * Math.max(0, this.#awaiting.length - 1) +
      UNDECIDED_COST_BYTES * (this.#undecided?.length ?? 0) +
      LAB_SEEN_COST_BYTES * Math.max(0, this.#labs.length - 1)
    )
  }

  /** Says, before its first request has, that this connection is one of a lab's; gives its name there. */
  announce(recorder: Recorder): string {
    return this.#connectionIn(recorder).id
  }

  /** Cuts what a client's read handed over into slices, in order. */
  fromClient(bytes: Uint8Array, left: number): readonly AttributedSlice[] {
    const slices = this.#slicesOf('client-to-server', bytes, left, this.#requests.push(bytes))
    if (this.#requests.stopped !== undefined) this.#giveUp()
    return slices
  }

  /** Cuts what the server wrote into slices, in order. */
  fromServer(bytes: Uint8Array, left: number): readonly AttributedSlice[] {
    const slices = this.#slicesOf('server-to-client', bytes, left, this.#responses.push(bytes))
    if (this.#requests.stopped !== undefined || this.#responses.stopped !== undefined) this.#giveUp()
    return slices
  }

  /**
   * The tapped exchange that what the server writes belongs to as a whole, in the middle of its answer: the shortest way for
   * streams. `undefined` where that is not plain; then these bytes are `fromServer`'s. Nothing is taken either way.
   */
  streamOf(bytes: Uint8Array): OpenExchange | undefined {
    const awaiting = this.#awaiting[0]
    return awaiting instanceof OpenExchange && this.#responses.goesOnAfter(bytes) ? awaiting : undefined
  }

  /** The connection is over: closes what is open on it, in every lab that has seen it. */
  end(at: number, how: ConnectionEnd): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#nobodys()
    for (const exchange of this.#open) exchange.close(at)
    for (const { recorder, connection } of this.#labs) recorder.closeConnection(connection, at, how)
    this.#labs = []
    this.#awaiting = []
  }

  #slicesOf(
    direction: Direction,
    bytes: Uint8Array,
    left: number,
    segments: readonly Segment[],
  ): readonly AttributedSlice[] {
    const slices: AttributedSlice[] = []
    let at = 0
    for (let i = 0; i < segments.length;) {
      const first = segments[i]
      if (first === undefined) break
      if (first.start > at) slices.push(this.#sliceOf(direction, bytes, at, first.start, left))
      // What one read or write handed over for one message stays one slice, whatever parts it has.
      let last = first
      let owner = this.#ownerOf(direction, first, left)
      let masked = NOTHING_MASKED
      for (;;) {
        if (last.part === 'head' || last.part === 'trailers') {
          const range = [last.start - first.start, last.end - first.start]
          masked = masked.length === 0 ? range : masked.concat(range)
        }
        const next = segments[++i]
        if (next === undefined || next.message !== first.message || next.start !== last.end) break
        if (next.part === 'undecided') break
        owner = this.#ownerOf(direction, next, left)
        last = next
      }
      // A proxy passes a 101 on at once as well: what makes the tunnel is the tunnel's.
      const isTunnel =
        last.part === 'tunnel' || (last.head?.kind === 'response' && last.head.framing.kind === 'tunnel')
      slices.push(
        this.#sliceOf(direction, bytes, first.start, last.end, left, owner, masked, last.isLast, isTunnel),
      )
      at = last.end
    }
    if (at < bytes.length) slices.push(this.#sliceOf(direction, bytes, at, bytes.length, left))
    return slices
  }

  #sliceOf(
    direction: Direction,
    bytes: Uint8Array,
    start: number,
    end: number,
    left: number,
    owner: Owner = 'unfollowed',
    masked = NOTHING_MASKED,
    isLast = false,
    isTunnel = false,
  ): AttributedSlice {
    const stretch = start === 0 && end === bytes.length ? bytes : bytes.subarray(start, end)
    const slice = new AttributedSlice(direction, stretch, left, owner, masked, isLast, isTunnel)
    if (owner === 'undecided') {
      if (this.#undecided === undefined) this.#undecided = [slice]
      else this.#undecided.push(slice)
      if (this.#undecided.length > MAX_UNDECIDED) this.#requests.stop('too-much-undecided')
    }
    return slice
  }

  #ownerOf(direction: Direction, segment: Segment, left: number): Owner {
    return direction === 'client-to-server'
      ? this.#ownerOfRequest(segment, left)
      : this.#ownerOfResponse(segment)
  }

  #ownerOfRequest(segment: Segment, left: number): Owner {
    if (segment.part === 'undecided') return 'undecided'
    const { head } = segment
    if (segment.part !== 'head' || head?.kind !== 'request') {
      return segment.part === 'head' ? 'undecided' : this.#requester
    }
    const exchange = this.#openExchange(head, left)
    const owner = exchange ?? 'nobody'
    this.#requester = owner
    this.#responses.expect(head.method)
    const awaiting = exchange ?? (head.asksUpgrade ? UNTAPPED_UPGRADE : UNTAPPED)
    if (this.#awaiting.length === 0) this.#awaiting = [awaiting]
    else this.#awaiting.push(awaiting)
    if (this.#awaiting.length > MAX_AWAITING) this.#requests.stop('too-many-unanswered')
    // The pieces its head came in so far.
    if (this.#undecided !== undefined) {
      for (const slice of this.#undecided) slice.belongsTo(owner)
      this.#undecided = undefined
    }
    return owner
  }

  #ownerOfResponse(segment: Segment): Owner {
    const awaiting = this.#awaiting[0]
    if (awaiting === undefined) return 'nobody'
    const { head } = segment
    const isFinalHead = head?.kind === 'response' && (head.status >= 200 || head.status === 101)
    if (isFinalHead && head.framing.kind === 'tunnel' && !awaiting.isUpgrade) {
      // Written past answers that were due, for a later request: what this tunnel carries is not this exchange's.
      this.#responses.stop('unexpected-tunnel')
      this.#awaiting = []
      return 'nobody'
    }
    if (isFinalHead && head.closes && head.framing.kind !== 'tunnel') this.#endRequests()
    if (isFinalHead && awaiting.isUpgrade) this.#decideUpgrade(head.framing.kind === 'tunnel')
    if (segment.isLast) this.#awaiting.shift()
    return awaiting instanceof OpenExchange ? awaiting : 'nobody'
  }

  /** This answer is the connection's last: whatever the client asked behind its request, nobody reads it. */
  #endRequests(): void {
    this.#requests.endAfterThis()
    if (!this.#requests.isInside) this.#nobodys()
  }

  /** The request for an upgrade has its answer: what followed it is either a tunnel's or another request's. */
  #decideUpgrade(isTunnel: boolean): void {
    this.#isTunnel = isTunnel
    this.#requests.decide(isTunnel)
    const followed = this.#undecided ?? []
    this.#undecided = undefined
    for (const slice of followed) {
      const segments = this.#requests.push(slice.bytes)
      slice.isMadeOf(this.#slicesOf(slice.direction, slice.bytes, slice.left, segments))
      // Node drops what follows a request whose upgrade is declined in the same portion of bytes (seen in 26.10), and these
      // were handed over before anybody could cut them where that request ends.
      if (segments.some(({ head }) => head?.kind === 'request' && head.asksUpgrade)) this.#endRequests()
    }
  }

  #openExchange(head: Extract<HeadSummary, { kind: 'request' }>, left: number): OpenExchange | undefined {
    const named = tappedTarget(head.method, head.target)
    const lab = named === undefined ? undefined : this.#findLab(named.labId)
    if (named === undefined || lab === undefined || this.#isOver) return undefined
    const openedAt = this.#undecided?.[0]?.left ?? left
    const record = lab.recorder.openExchange(this.#connectionIn(lab.recorder), named.transport, openedAt)
    const exchange = new OpenExchange(named.labId, lab, record, this, head.asksUpgrade, head.closes)
    this.#open = [...this.#open, exchange]
    return exchange
  }

  /** One of its exchanges is over. */
  closed(exchange: OpenExchange): void {
    this.#open = this.#open.filter((each) => each !== exchange)
  }

  #connectionIn(recorder: Recorder): ConnectionState {
    for (const lab of this.#labs) if (lab.recorder === recorder) return lab.connection
    if (this.#labs.length >= MANY_LABS) this.#labs = this.#labs.filter((lab) => !lab.recorder.isClosed)
    const connection = recorder.openConnection(this.#openedAt)
    this.#labs = [...this.#labs, { recorder, connection }]
    return connection
  }

  /** One direction lost its way, so the other has too: which answer is whose hangs on both. */
  #giveUp(): void {
    const reason = this.#requests.stopped ?? this.#responses.stopped
    if (reason === undefined) return
    this.#requests.stop(reason)
    this.#responses.stop(reason)
    this.#nobodys()
    this.#awaiting = []
  }

  #nobodys(): void {
    for (const slice of this.#undecided ?? []) slice.belongsTo('nobody')
    this.#undecided = undefined
  }
}
