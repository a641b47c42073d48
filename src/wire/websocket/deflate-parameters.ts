/**
 * The parameters of permessage-deflate: read out of a Sec-WebSocket-Extensions header, held to what they may say.
 * Used by the handshake, by the inflater of each side, and by the sentences about the header.
 */
import type { Direction } from '../bytes/bytes.ts'
import { trimBlanks } from '../http1/octets.ts'

/** One extension of the header: its name and its parameters as they were written. */
export interface ExtensionItem {
  readonly name: string
  readonly parameters: readonly ExtensionParameter[]
}

export interface ExtensionParameter {
  readonly name: string
  /** Without the quotes that it may stand in; absent where there is no equals sign. */
  readonly value?: string
}

/** How the messages of one side are compressed. */
export interface DeflateParameters {
  /** A message may copy from the messages before it; else each begins with an empty window. */
  readonly contextTakeover: boolean
  /** Copies reach back at most 2 to the power of this many bytes: 8 to 15. */
  readonly windowBits: number
}

/** What holds where no parameter says otherwise. */
export const DEFAULT_DEFLATE: DeflateParameters = { contextTakeover: true, windowBits: 15 }

/** Splits one extension into its name and parameters; names in lower case. No value of these has a semicolon in it. */
export function parseExtension(item: string): ExtensionItem {
  const [name = '', ...rest] = item.split(';').map(trimBlanks)
  const parameters = rest.map((part): ExtensionParameter => {
    const equals = part.indexOf('=')
    if (equals < 0) return { name: part.toLowerCase() }
    const value = trimBlanks(part.slice(equals + 1)).replace(/^"(.*)"$/, '$1')
    return { name: trimBlanks(part.slice(0, equals)).toLowerCase(), value }
  })
  return { name, parameters }
}

/**
 * Gives how each side compresses under an answer's permessage-deflate. A parameter that makes no sense counts for
 * nothing here; `parametersAreSound` tells of it.
 * @see https://www.rfc-editor.org/rfc/rfc7692#section-7.1
 */
export function deflateParameters(item: ExtensionItem): Readonly<Record<Direction, DeflateParameters>> {
  const of = (side: 'client' | 'server'): DeflateParameters => {
    const bits = item.parameters.find(({ name }) => name === `${side}_max_window_bits`)?.value
    return {
      contextTakeover: !item.parameters.some(({ name }) => name === `${side}_no_context_takeover`),
      windowBits: isWindowBits(bits) ? Number(bits) : DEFAULT_DEFLATE.windowBits,
    }
  }
  return { 'client-to-server': of('client'), 'server-to-client': of('server') }
}

/**
 * Tells whether the parameters of a permessage-deflate may stand as they do: known names, each once, with a value they
 * can have. In an answer, to these `offers`, `client_max_window_bits` needs a value, and an offer that named it.
 * @see https://www.rfc-editor.org/rfc/rfc7692#section-7.1
 */
export function parametersAreSound(item: ExtensionItem, offers?: readonly ExtensionItem[]): boolean {
  const names = item.parameters.map(({ name }) => name)
  if (new Set(names).size < names.length) return false
  const isOffered = (name: string): boolean =>
    offers?.some(({ parameters }) => parameters.some((each) => each.name === name)) ?? true
  return item.parameters.every(({ name, value }) => {
    switch (name) {
      case 'client_no_context_takeover':
      case 'server_no_context_takeover':
        return value === undefined
      case 'server_max_window_bits':
        return isWindowBits(value)
      case 'client_max_window_bits':
        // RFC 7692 7.1.2.2: without a value an offer only says that the client knows the parameter.
        if (value === undefined) return offers === undefined
        return isWindowBits(value) && isOffered(name)
      default:
        return false
    }
  })
}

/** RFC 7692 7.1.2.1: a decimal number from 8 to 15 without a leading zero. */
function isWindowBits(value: string | undefined): boolean {
  return value !== undefined && /^(?:[89]|1[0-5])$/.test(value)
}
