/** What a receiver does about a broken rule, as a sentence in each language. Made from `src/wire/field/receiver-rules.ts`. */
import type { ReceiverRule } from '../wire/field/receiver-rules.ts'
import en, { type ReceiverWords, type Receiver } from './receiver-words.en.ts'
import zh from './receiver-words.zh.ts'
import type { Language } from '../words/languages.ts'

const WORDS: Readonly<Record<Language, ReceiverWords>> = { en, zh }

/** Says what this receiver does about it, and how bound it is to. */
export function receiverSentence(
  language: Language,
  receiver: Receiver,
  { obligation, acts }: ReceiverRule,
): string {
  const words = WORDS[language]
  return words.obligation[obligation](words.receiver[receiver], acts.map(words.act).join(words.or))
}
