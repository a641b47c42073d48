/** Whether the value of a `Host` is one: a server answers 400 to any other, and whoever follows its requests has to know. */

/** RFC 3986 3.2.2 without user information: a name, an IPv4 address or a bracketed IPv6 one, perhaps a port, or nothing. */
const HOST = /^(?:[\w.~!$&'()*+,;=%-]*|\[[0-9a-f:.]{2,45}\])(?::\d{0,5})?$/i

/**
 * True for a host with or without a port, also for an empty value, which a target without an authority has.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-7.2
 */
export function isPlainHost(value: string): boolean {
  return HOST.test(value)
}
