/**
 * Where labs are kept: in this process, or where several instances share them. The one seam between a lab as an instance
 * serves it (`lab.ts`: who is connected here, what they are told) and what is the lab's own wherever it is served: its events
 * with their numbers, settings, first answers, faults, and who is there.
 *
 * Reading is never waited for: each instance that serves a lab has its events and settings at hand. What changes
 * something may have to be waited for, and then comes as a promise that never rejects.
 */
import type { Fault } from '../../src/contract/faults.ts'
import type { LabSettings } from '../../src/contract/settings.ts'
import type { Awaitable } from '../awaitable.ts'
import type { Budget } from '../budget.ts'
import type { Refusal } from '../errors.ts'
import type { AnswersInLine } from './answers-in-line.ts'
import type { EventInput } from './event-input.ts'
import type { Feed } from './feed.ts'
import type { Happening } from './generators/happening.ts'

export interface LabStore {
  /** What this instance's names in a tap begin with, so that no two instances' are alike; empty where there is one. */
  readonly instance: string
  /** Labs can be made, changed and ended elsewhere too: whoever asks for one asks the store. */
  readonly isShared: boolean
  /** Makes a lab and joins it, where the limits allow one more, in all and for `place`. */
  create(made: NewLab): Awaitable<KeptLab | Refusal>
  /** How instances tell each other what crosses; where there is one, nobody is told. */
  readonly taps?: Taps
  /**
   * Joins a lab that was made elsewhere; a refusal where there is none, or where nobody can be asked. It counts as a use of the
   * lab, unless only to watch it.
   */
  join(id: string, isUse?: boolean): Awaitable<KeptLab | Refusal>
  /** The id of the lab that this key is the link to. */
  watched(key: string): Awaitable<{ readonly id: string } | Refusal>
}

/**
 * What crosses in a lab goes from instance to instance as text and is kept by nobody on the way. Whoever watches a lab is
 * told by all who serve it, each from the beginning of what it still has.
 */
export interface Taps {
  /** How far this instance's clock may be off the one that all share. */
  readonly uncertaintyMs: number
  /** The other instances that watch a lab. */
  watchers(labId: string): readonly string[]
  /** Wants to be told what crosses in a lab elsewhere, or no more; gives how many others serve it. */
  watch(labId: string, isWatched: boolean): Promise<number>
  /** Tells another instance; rejects where that cannot be said to have been done. */
  send(instance: string, message: TapMessage): Promise<unknown>
  /** One listener. */
  listen(listener: TapsListener): void
}

export interface TapMessage {
  readonly labId: string
  /** Who tells it. */
  readonly from: string
  /** Counts from 0 in what one tells another of a lab; from 0 again where it begins anew. */
  readonly number: number
  readonly uncertaintyMs: number
  readonly lines: string
}

export interface TapsListener {
  /** These other instances watch a lab; all of them, each time that changes. */
  watchers(labId: string, instances: readonly string[]): void
  /** One of them wants to be told from the beginning; or all do, after this instance could not be heard. */
  restart(labId: string, instance?: string): void
  heard(message: TapMessage): void
  /** Of an instance nothing more will come. */
  gone(isAlive: (instance: string) => boolean): void
}

export interface NewLab {
  readonly id: string
  readonly settings: LabSettings
  /** Where it was asked for. */
  readonly place: string
}

export interface StoreLimits {
  readonly maxLabs: number
  readonly maxLabsPerAddress: number
  readonly maxEventsPerMinute: number
}

/** An event that is published, or was before under the same key: its whole JSON. */
export interface Published {
  readonly json: string
}

/** One lab, as an instance has joined it. */
export interface KeptLab {
  /** What it may keep on this instance: the share of the place that made it, where that was here. */
  readonly budget: Budget
  /** Its events, those of other instances too, in order; only the store adds to it. */
  readonly feed: Feed
  readonly settings: LabSettings
  /** Scripted answers that wait for their request. */
  readonly inLine: AnswersInLine
  /** Its transports are down until then. */
  readonly downUntil: number
  /** What other instances hold open in it. */
  readonly connectionsElsewhere: number
  /** This instance makes the events that happen by themselves; never two do. */
  readonly isLeader: boolean
  /** How many have happened by themselves since its feed was set: whoever takes over goes on from there. */
  readonly happened: number
  /** Who is told from now on of what others do; one listener. */
  listen(listener: LabListener): void
  /** Publishes, unless the key has had its answer within the minute: then that. */
  publish(event: EventInput, key: string | undefined): Awaitable<Published | Refusal>
  /** What a key was answered within the last minute. */
  firstAnswer(key: string): Awaitable<Published | Refusal | undefined>
  /** Publishes what happened by itself; it counts for no rate, and is lost where it cannot be published. */
  happen(happening: Happening): void
  /** Merges a body's `{"settings":{…}}`; a refusal changes nothing. */
  change(body: unknown): Awaitable<LabSettings | Refusal>
  /** Has all instances do what a fault asks for; gives how many it met. `downUntil` where it takes the transports down. */
  fault(fault: Fault, downUntil: number | undefined): Awaitable<number | Refusal>
  /** The key of its link for watchers, while there is one. */
  readonly watch: string | undefined
  /** Who watches by it on other instances. */
  readonly watchersElsewhere: number
  /** Opens the link with this key, or ends it where none is given. Gives the key that holds: one that was there stays. */
  setWatch(key: string | undefined): Awaitable<{ readonly key: string | undefined } | Refusal>
  /** Whether this is the key now, where the store has just said so. */
  knowsWatch(key: string): Awaitable<boolean>
  /** Says how many watch it on this instance. */
  tellWatchers(watchers: number): void
  /** Says how many connections this instance holds open in it. */
  tell(connections: number): void
  /** Counts as a use of the lab, and makes sure that all that was published and set before is known here. */
  renew(): Awaitable<Refusal | undefined>
  /** Forgets first answers past their minute. */
  forgetOld(): void
  /** This instance serves it no more. Where nobody else does and none is shared, that is its end. */
  leave(): void
  /** Ends it everywhere. */
  end(): Awaitable<Refusal | undefined>
}

/** A client that polls is between two calls most of the time; so long after one somebody still counts as there. */
export const STILL_THERE_MS = 15_000

/** What an instance is told of a lab that it has joined. */
export interface LabListener {
  settingsChanged(): void
  restarted(): void
  /** The link for watchers is another, or others watch by it. */
  watchChanged(): void
  /** Somebody asked for a fault: does it to what is open here, and tells how many it met. */
  fault(fault: Fault): number
  /** Whether this instance leads may have changed. */
  leaderChanged(): void
  /** It has ended, or is not this instance's any more. */
  ended(): void
}
