/** Where a section of a standard is on the web, and how it is named. Used by `<Clause>` and `<Correction>`. */

/** A section of an RFC, or of one of the living standards (then `section` is the anchor). */
export type ClauseRef =
  | { readonly rfc: number | string; readonly section?: string }
  | { readonly standard: LivingStandard; readonly section?: string }

const LIVING_STANDARDS = {
  xhr: { name: 'XMLHttpRequest', address: 'https://xhr.spec.whatwg.org/' },
  fetch: { name: 'Fetch', address: 'https://fetch.spec.whatwg.org/' },
  html: { name: 'HTML', address: 'https://html.spec.whatwg.org/multipage/' },
  dom: { name: 'DOM', address: 'https://dom.spec.whatwg.org/' },
  websockets: { name: 'WebSockets', address: 'https://websockets.spec.whatwg.org/' },
  'hr-time': { name: 'High Resolution Time', address: 'https://w3c.github.io/hr-time/' },
} as const

export type LivingStandard = keyof typeof LIVING_STANDARDS

/** The address and the name of a clause: `RFC 9110 §15.4.5`, or the living standard and its anchor in words. */
export function clauseLink(clause: ClauseRef): { readonly href: string; readonly text: string } {
  if ('rfc' in clause) {
    const page = `https://www.rfc-editor.org/rfc/rfc${clause.rfc}`
    const name = `RFC ${clause.rfc}`
    if (clause.section === undefined) return { href: page, text: name }
    const isAppendix = /^[A-Z]/.test(clause.section)
    return {
      href: `${page}#${isAppendix ? 'appendix' : 'section'}-${clause.section}`,
      text: `${name} §${clause.section}`,
    }
  }
  const standard = LIVING_STANDARDS[clause.standard]
  if (!standard) throw new Error(`no standard “${String(clause.standard)}”`)
  if (clause.section === undefined) return { href: standard.address, text: standard.name }
  const words = clause.section.replace(/^(dom|concept|attr)-/, '').replaceAll('-', ' ')
  return { href: `${standard.address}#${clause.section}`, text: `${standard.name}: ${words}` }
}
