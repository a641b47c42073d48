/** What a recorded run is called where readers see it: its figure's title, and which variant of it ran. */
import type { Language } from './languages.ts'
import { TRACE_WORDS } from './trace-words.ts'

interface Titled {
  readonly title: Readonly<Record<Language, string>>
  readonly variant?: string
}

export function captureTitle({ title, variant }: Titled, language: Language): string {
  if (variant === undefined) return title[language]
  return `${title[language]} · ${TRACE_WORDS[language].run.variants[variant] ?? variant}`
}
