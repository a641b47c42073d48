/**
 * The messages of `GET /labs/:id/observe`, both ways: one table for the server that writes them and the
 * page that reads them. JSON, one object a WebSocket text message. Part of the outside contract.
 */
import type { Direction } from '../bytes/bytes.ts'
import type { ConnectionEnd, FeedEvent } from './trace.ts'
import type { ExchangeKind } from './transports.ts'

export type ObserverMessage =
  | { readonly kind: 'welcome'; readonly lab: string; readonly now: number }
  | { readonly kind: 'replayed' }
  | { readonly kind: 'connection'; readonly connection: string; readonly state: 'open'; readonly at: number }
  | {
      readonly kind: 'connection'
      readonly connection: string
      readonly state: 'closed'
      readonly at: number
      readonly how: ConnectionEnd
    }
  | {
      readonly kind: 'exchange'
      readonly exchange: string
      readonly connection: string
      readonly transport: ExchangeKind
      readonly state: 'open' | 'closed'
      readonly at: number
    }
  | {
      readonly kind: 'slice'
      readonly exchange: string
      readonly direction: Direction
      readonly offset: number
      readonly left: number
      readonly arrived: number
      /** base64 */
      readonly bytes: string
    }
  | { readonly kind: 'event'; readonly event: FeedEvent }
  | { readonly kind: 'sync'; readonly t0: number; readonly now: number }
  | {
      readonly kind: 'dropped'
      readonly exchange: string
      readonly direction: Direction
      readonly offset: number
      readonly length: number
    }
  /** A request of the observer's that could not be done (a publish over the limit, a malformed message). */
  | { readonly kind: 'error'; readonly error: { readonly code: string; readonly message: string } }

export type ObserverRequest =
  | { readonly kind: 'sync'; readonly t0: number }
  | { readonly kind: 'publish'; readonly type: string; readonly data: unknown }
