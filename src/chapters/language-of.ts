/** The language an element stands in, read from the nearest `lang`: how the custom elements choose their words. */
import type { Language } from '../words/languages.ts'

/** `zh` inside `lang="zh…"`, else `en`. */
export function languageOf(element: Element): Language {
  const lang = element.closest('[lang]')?.getAttribute('lang') ?? ''
  return lang.toLowerCase().startsWith('zh') ? 'zh' : 'en'
}
