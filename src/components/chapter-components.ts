/** The components a chapter can name; MDX imports none of them. docs/how-to/write-a-chapter.md says what each is for. */
import Aside from './Aside.astro'
import Bench from './Bench.astro'
import Clause from './Clause.astro'
import Correction from './Correction.astro'
import DelayHistogram from './DelayHistogram.astro'
import Goal from './Goal.astro'
import Goals from './Goals.astro'
import Guess from './Guess.astro'
import Heading from './Heading.astro'
import HeadText from './HeadText.astro'
import Measure from './Measure.astro'
import Option from './Option.astro'
import Remember from './Remember.astro'
import Reveal from './Reveal.astro'
import SourceOf from './SourceOf.astro'
import Term from './Term.astro'
import Transport from './Transport.astro'

export const chapterComponents = {
  Aside,
  Bench,
  Clause,
  Correction,
  DelayHistogram,
  Goal,
  Goals,
  Guess,
  Heading,
  HeadText,
  Measure,
  Option,
  Remember,
  Reveal,
  SourceOf,
  Term,
  Transport,
} as const
