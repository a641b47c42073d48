/**
 * Estimates how wide a label will be, so that labels can be placed without a DOM (at build time, in tests).
 * Errs to the wide side: a label that is dropped too early costs less than two that overlap.
 */

/** The size of text in a ladder as it is on the screen, in CSS pixels. */
export const LABEL_SIZE = 12
/** The same in a ladder that is drawn before its box's width is known, and scaled to it. */
export const STILL_LABEL_SIZE = 15.1

/** Where `text-autospace` sets a gap, and how wide it is. */
const GAPS = /(?<=\p{Script=Han})(?=[\p{Script=Latin}\p{N}])|(?<=[\p{Script=Latin}\p{N}])(?=\p{Script=Han})/gu
const GAP_EMS = 0.13

/** The width of `text` in CSS pixels, in the interface's sans at `size`: Han a full em, Latin by class of letter. */
export function textWidth(text: string, size: number): number {
  let ems = 0
  for (const char of text) ems += emsOf(char)
  return (ems + (text.match(GAPS) ?? []).length * GAP_EMS) * size
}

function emsOf(char: string): number {
  const code = char.codePointAt(0) ?? 0
  // In Chinese text these marks are as wide as a character.
  if (code >= 0x2e80 || '·…“”'.includes(char)) return 1.02
  if (" .,:;!|il'".includes(char)) return 0.3
  if ('fjrt()-'.includes(char)) return 0.42
  if ('mwMW'.includes(char)) return 0.92
  if (code >= 0x41 && code <= 0x5a) return 0.7
  return 0.6
}
