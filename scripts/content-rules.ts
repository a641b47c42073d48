/**
 * What must hold of chapters: of one alone, and of the two that are one chapter in two languages. Pure, so that its
 * tests need no files; `check-content.ts` reads the files and prints what these say.
 */
import type { ChapterSource, ComponentUse } from '../src/build/chapter-source.ts'
import type { Figure } from '../src/bench/model/figure.ts'
import type { Finding } from './finding.ts'
import { glossaryFindings, type GlossaryForms } from './glossary.ts'

/** What a chapter may name. */
export interface KnownNames {
  readonly scenes: readonly string[]
  readonly captures: readonly string[]
  readonly goals: readonly string[]
  readonly runs: readonly string[]
  readonly transports: readonly string[]
  readonly isMeasure: (name: string) => boolean
}

/** What the prose has of a figure. */
export type ProseFigure = Pick<Figure, 'name' | 'component' | 'scene' | 'goals'>

/**
 * What both languages of a chapter have in the same order: component and the attributes that say which one it is. The
 * components of figures are held to it as well, by all their attributes.
 */
const TWINNED: Readonly<Record<string, readonly string[]>> = {
  Heading: ['id', 'level'],
  Bench: ['scene', 'story'],
  Stop: ['name'],
  StormNumber: ['strategy', 'of'],
  Guess: ['id', 'answer'],
  Option: ['id'],
  Goal: ['check'],
  Correction: ['id', 'kind', 'shown'],
  SourceOf: ['file'],
  HeadText: ['capture', 'exchange', 'of', 'status', 'direction'],
}

/** Where the two languages of one chapter differ in what must agree; `components` are those of figures. */
export function twinFindings(
  en: ChapterSource,
  zh: ChapterSource,
  components: readonly string[] = [],
): Finding[] {
  const findings: Finding[] = []
  for (const key of ['order', 'part'])
    if (en.frontMatter[key] !== zh.frontMatter[key])
      findings.push({
        file: zh.file,
        line: 1,
        message: `${key} is ${zh.frontMatter[key]}, in English ${en.frontMatter[key]}`,
      })
  const twinned: (readonly [string, (readonly string[])?])[] = [
    ...Object.entries(TWINNED),
    ...components.map((name) => [name] as const),
  ]
  for (const [name, keys] of twinned) {
    const [here, there] = [usesOf(zh, name), usesOf(en, name)]
    const length = Math.max(here.length, there.length)
    for (let at = 0; at < length; at++) {
      const [use, twin] = [here[at], there[at]]
      const [is, should] = [use && identity(use, keys), twin && identity(twin, keys)]
      if (is === should) continue
      findings.push({
        file: zh.file,
        line: use?.line ?? here.at(-1)?.line ?? 1,
        message: `<${name}> number ${at + 1} is ${is ?? 'missing'}, in English (line ${twin?.line ?? '–'}) ${should ?? 'missing'}`,
      })
      break
    }
  }
  return findings
}

/** What of a figure no chapter has: its component, its bench where that has controls, each of its goals. */
export function unshownFindings(
  figures: readonly ProseFigure[],
  chapters: readonly ChapterSource[],
): Finding[] {
  const isIn = (name: string, attribute?: 'scene' | 'check', value?: string): boolean =>
    chapters.some((chapter) =>
      usesOf(chapter, name).some(
        ({ attributes }) => attribute === undefined || attributes[attribute] === value,
      ),
    )
  return figures.flatMap(({ name: figure, component, scene, goals = {} }) => {
    const missing = Object.keys(goals)
      .filter((goal) => !isIn('Goal', 'check', goal))
      .map((goal) => `<Goal check="${goal}">`)
    if (component !== undefined && !isIn(component.name)) missing.push(`<${component.name}>`)
    if (scene !== undefined && scene.controls.length > 0 && !isIn('Bench', 'scene', scene.name))
      missing.push(`<Bench scene="${scene.name}">`)
    const file = `src/figures/${figure}/figure.ts`
    return missing.map((use) => ({ file, line: 1, message: `no chapter has ${use}` }))
  })
}

/** What names nothing, is said twice, or leads nowhere in one chapter. */
export function nameFindings(chapter: ChapterSource, known: KnownNames): Finding[] {
  const findings: Finding[] = []
  const say = (line: number, message: string) => findings.push({ file: chapter.file, line, message })
  const oneOf = (use: ComponentUse, value: string | undefined, names: readonly string[], what: string) => {
    if (value === undefined || !names.includes(value))
      say(use.line, `<${use.name}>: no ${what} “${value ?? ''}”; there are: ${names.join(', ')}`)
  }
  for (const use of chapter.components) {
    const { scene, capture, of, check, file, name } = use.attributes
    if (scene !== undefined || use.name === 'Bench' || use.name === 'DelayHistogram')
      oneOf(use, scene, known.scenes, 'scene')
    if (use.name === 'Measure' || use.name === 'HeadText') oneOf(use, capture, known.captures, 'capture')
    if (use.name === 'Measure' && !known.isMeasure(of ?? ''))
      say(use.line, `<Measure>: no measure “${of ?? ''}”`)
    if (use.name === 'Goal') oneOf(use, check, known.goals, 'goal')
    if (use.name === 'SourceOf') oneOf(use, file, known.runs, 'run')
    if (use.name === 'Transport') oneOf(use, name, known.transports, 'transport')
  }
  for (const kind of ['Heading', 'Guess', 'Correction']) {
    const seen = new Set<string>()
    for (const use of usesOf(chapter, kind)) {
      const id = use.attributes.id ?? ''
      if (seen.has(id)) say(use.line, `<${kind} id="${id}"> a second time`)
      seen.add(id)
    }
  }
  const anchors = new Set(usesOf(chapter, 'Heading').map((use) => use.attributes.id))
  for (const block of chapter.blocks)
    for (const [, anchor] of block.source.matchAll(/\]\(#([^)]+)\)/g))
      if (!anchors.has(anchor)) say(block.line, `a link to #${anchor}, but no <Heading> has that id`)
  return findings
}

const TYPED_BYTES = /\b(?:[0-9a-f]{2} ){3,}[0-9a-f]{2}\b|\b0x[0-9a-f]{4,}\b/i
// “304s” is a plural, “B.2” a section: seconds want a space, bytes no point behind.
const MEASURED_LOOK =
  /(?<![\w.])\d+(?:[.,]\d+)?(?:\s?(?:ms|µs|B|KB|kB|KiB|MiB|bytes?|milliseconds?|seconds?)|\ss)(?!\w|\.\d)|\d+(?:\.\d+)?\s?(?:毫秒|秒|字节)/

/** Numbers and bytes that look typed by hand. A comment `not measured: why` before the block allows its numbers. */
export function typedFindings(chapter: ChapterSource): Finding[] {
  return chapter.blocks.flatMap((block) => {
    const findings: Finding[] = []
    const find = (pattern: RegExp, message: (found: string) => string) => {
      const match = pattern.exec(block.prose)
      if (match)
        findings.push({
          file: chapter.file,
          line: block.line + block.prose.slice(0, match.index).split('\n').length - 1,
          message: message(match[0]),
        })
    }
    find(TYPED_BYTES, (found) => `bytes typed by hand: “${found}”; show them from a capture`)
    if (!block.allowed.includes('not measured'))
      find(
        MEASURED_LOOK,
        (found) => `“${found}” looks measured: use <Measure>, or say why not in {/* not measured: … */}`,
      )
    return findings
  })
}

/** What a list of forms cannot say; those are in `src/words/terms`. A comment `term: why` before the block allows it there. */
const STRAYS: Readonly<Record<'en' | 'zh', readonly (readonly [RegExp, string])[]>> = {
  en: [
    [/\btime ?outs? out\b/i, 'said twice'],
    [/\bresponse packet|\brequest packet/i, 'say request, response or slice; a packet is another layer'],
  ],
  zh: [
    [/断点续传/, '事件说补发'],
    [/掩码[^。]{0,6}加密|异或加密/, '掩码不是加密'],
    [
      /(?<!\*)\*(?![\s*])[^*\n]+(?<!\s)\*(?!\*)|(?<![\w_])_(?![\s_])[^_\n]+_(?![\w_])/,
      '中文没有斜体：用 **…**',
    ],
    [/[\u4e00-\u9fff],|[\u4e00-\u9fff]\?|[\u4e00-\u9fff]!|[\u4e00-\u9fff];/, '中文里用全角标点'],
  ],
}

/** Terms that strayed from the glossary, and what else has one right form. */
export function strayFindings(chapter: ChapterSource, forms: GlossaryForms): Finding[] {
  const { file, language, blocks, spoken } = chapter
  const meant = new Set(
    blocks
      .filter(({ allowed }) => allowed.includes('term'))
      .flatMap(({ line, source }) => source.split('\n').map((_, at) => line + at)),
  )
  const strays = blocks.flatMap((block) =>
    STRAYS[language].flatMap(([pattern, message]) => {
      const match = pattern.exec(block.prose)
      if (!match) return []
      const line = block.line + block.prose.slice(0, match.index).split('\n').length - 1
      return [{ file, line, message: `“${match[0]}”: ${message}` }]
    }),
  )
  return [...glossaryFindings(file, spoken, 1, forms[language]), ...strays].filter(
    ({ line }) => !meant.has(line),
  )
}

/** How long a chapter is: words of English, Han characters of Chinese. */
export function lengthOf(chapter: ChapterSource): number {
  const prose = chapter.blocks.map((block) => block.prose).join(' ')
  const unit = chapter.language === 'en' ? /[\p{L}\p{N}][\p{L}\p{N}’'-]*/gu : /\p{Script=Han}/gu
  return prose.match(unit)?.length ?? 0
}

function usesOf(chapter: ChapterSource, name: string): ComponentUse[] {
  return chapter.components.filter((use) => use.name === name)
}

function identity(use: ComponentUse, keys: readonly string[] = Object.keys(use.attributes).sort()): string {
  const said = keys.flatMap((key) =>
    use.attributes[key] === undefined ? [] : `${key}=${use.attributes[key]}`,
  )
  return said.length === 0 ? 'without attributes' : said.join(' ')
}
