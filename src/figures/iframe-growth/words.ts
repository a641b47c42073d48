/** Words of the figure that shows how the document of an iframe stream grows. English and Simplified Chinese. */
import en, { type IframeGrowthWords } from './words.en.ts'
import zh from './words.zh.ts'
import type { Language } from '../../words/languages.ts'

export type { IframeGrowthWords }

export const IFRAME_GROWTH_WORDS: Readonly<Record<Language, IframeGrowthWords>> = { en, zh }
