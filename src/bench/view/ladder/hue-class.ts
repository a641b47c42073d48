import type { Transport } from '../../../wire/trace/transports.ts'

/** The class that gives a transport its hue; see the tokens. */
export function hueClass(transport: Transport): string {
  return `hue-${transport}`
}
