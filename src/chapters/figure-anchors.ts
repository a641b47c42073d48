/**
 * The anchors of what a reader can run in a chapter. The components write them, and the list of corrections leads
 * there: one table, so that neither can drift from the other.
 */
import type { ComponentUse } from '../build/chapter-source.ts'

/** Components that are one figure of their own, and what a `<Correction shown="…">` calls each. A bench has its scene's name. */
export const FIGURES = {
  BreakingOut: 'breaking-out-live',
  BufferCompare: 'buffer-before-and-after',
  ByteStack: 'byte-stack',
  Choose: 'choose',
  EventStreamEditor: 'event-stream-editor',
  CrossOrigin: 'foreigner',
  IframeGrowth: 'iframe-growth',
  Lifelines: 'lifelines',
  ReconnectionStorm: 'reconnection-storm',
  SeventhConnection: 'seventh-connection',
  StateMachine: 'state-machine',
  StreamEnds: 'stream-ends',
  WebSocketEndings: 'ten-ends-table',
  TwoCuts: 'two-cuts-table',
} as const satisfies Readonly<Record<string, string>>

/** The `id` of a figure on its page. */
export function figureAnchor(figure: string): string {
  return `figure-${figure}`
}

/** There may be one of the conversation and one of the kilobyte on a page. */
export function byteStackFigure(of: string): string {
  return `${FIGURES.ByteStack}-${of}`
}

/** What the figure is called that a component is; undefined for a component that is none. */
export function figureOf(use: ComponentUse): string | undefined {
  if (use.name === 'Bench') return use.attributes.scene
  if (use.name === 'ByteStack') return byteStackFigure(use.attributes.of ?? '')
  return Object.hasOwn(FIGURES, use.name) ? FIGURES[use.name as keyof typeof FIGURES] : undefined
}
