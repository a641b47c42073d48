/** The language an element stands in, read from the nearest `lang`: how the custom elements choose their words. */
import type { FigureLanguage } from '../../i18n/figure-words.ts'

/** `zh` inside `lang="zh…"`, else `en`. */
export function languageOf(element: Element): FigureLanguage {
  const lang = element.closest('[lang]')?.getAttribute('lang') ?? ''
  return lang.toLowerCase().startsWith('zh') ? 'zh' : 'en'
}
