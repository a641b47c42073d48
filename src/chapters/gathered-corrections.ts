/**
 * What a chapter's corrections say, taken out of the chapter rendered with `GatheredCorrection.astro` in the place of
 * each: that wraps them in a `template`, the only one there is. Pure.
 */
import type { ClauseRef } from './clause.ts'

/** The attributes of a correction, as `GatheredCorrection.astro` writes them down. */
export interface CorrectionHead {
  readonly id: string
  readonly kind?: 'addition'
  readonly said: string
  readonly clause?: ClauseRef
}

export interface GatheredCorrection extends CorrectionHead {
  /** What is so, as HTML. Links within the chapter lead to the chapter. */
  readonly body: string
}

const TEMPLATE = /<template data-correction="([^"]*)">([\s\S]*?)<\/template>/g

/** The corrections in a rendered chapter that stands at `path`, by their ids. */
export function gatheredCorrections(html: string, path: string): ReadonlyMap<string, GatheredCorrection> {
  return new Map(
    [...html.matchAll(TEMPLATE)].map(([, head = '', body = '']) => {
      const correction = JSON.parse(unescaped(head)) as CorrectionHead
      return [correction.id, { ...correction, body: body.trim().replaceAll('href="#', `href="${path}#`) }]
    }),
  )
}

/** Undoes what a double-quoted attribute's value is escaped with. */
function unescaped(value: string): string {
  return value.replace(/&#34;|&quot;/g, '"').replace(/&#38;|&amp;/g, '&')
}
