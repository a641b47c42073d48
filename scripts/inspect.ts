/**
 * Reads files as the inspector does and says what is in them: `npm run -s inspect -- FILE…`, or standard input. Exit 1 where
 * anything could not be read. `docs/what-can-be-opened.md` has the options and the shape of `--json`.
 */
import { readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { LANGUAGES, type Language } from '../src/words/languages.ts'
import { MAX_IMPORT_BYTES } from '../src/wire/import/imported.ts'
import { BYTE_READINGS, type ByteReading } from '../src/wire/import/read-as.ts'
import { inspect, type Inspection } from './inspect/inspect.ts'
import { findingsTextOf } from './inspect/findings.ts'
import { summaryOf, textOf } from './inspect/print.ts'
import { reportOf } from './inspect/report.ts'

const USAGE = `usage: inspect [--text | --json | --findings] [--lang en|zh] [--as READING] [--paste] [FILE…]

Reads each FILE, or standard input, as the inspector does.
  --text     every field with its sentence
  --json     the same as data; docs/what-can-be-opened.md has its shape
  --findings what is likely to be wrong with the push traffic in it, with evidence
  --lang     en or zh
  --as       reads what stands alone as one of: ${BYTE_READINGS.join(', ')}
  --paste    takes each FILE for text that was pasted: line ends become line feeds first`

interface Options {
  readonly files: readonly string[]
  readonly form: 'summary' | 'text' | 'json' | 'findings'
  readonly language: Language
  readonly reading: ByteReading | undefined
  readonly pasted: boolean
}

/** What the arguments ask for; a sentence where they make no sense. */
function optionsOf(args: string[]): Options | string {
  let parsed
  try {
    parsed = parseArgs({
      args,
      allowPositionals: true,
      options: {
        text: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        findings: { type: 'boolean', default: false },
        lang: { type: 'string', default: 'en' },
        as: { type: 'string' },
        paste: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
  } catch (error) {
    return `${error instanceof Error ? error.message : String(error)}\n${USAGE}`
  }
  const { values, positionals } = parsed
  if (values.help) return USAGE
  const language = LANGUAGES.find((each) => each === values.lang)
  const reading = BYTE_READINGS.find((each) => each === values.as)
  if (language === undefined) return `--lang is ${LANGUAGES.join(' or ')}`
  if (values.as !== undefined && reading === undefined) return `--as is one of: ${BYTE_READINGS.join(', ')}`
  const forms = (['json', 'text', 'findings'] as const).filter((each) => values[each])
  if (forms.length > 1) return 'one of --text, --json and --findings'
  const [form = 'summary'] = forms
  const files = positionals.length === 0 ? ['-'] : positionals
  return { files, form, language, reading, pasted: values.paste }
}

/** Where the command was called: npm runs it in the project's root. */
const FROM = process.env['INIT_CWD'] ?? process.cwd()

function bytesOf(file: string): Uint8Array | string {
  try {
    if (file === '-') return readFileSync(0)
    const path = resolve(FROM, file)
    const { size } = statSync(path)
    return size > MAX_IMPORT_BYTES
      ? `at most ${MAX_IMPORT_BYTES} bytes are read, and this has ${size}`
      : readFileSync(path)
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

const PRINTED = { summary: summaryOf, text: textOf, findings: findingsTextOf }

function main(args: string[]): number {
  const options = optionsOf(args)
  if (typeof options === 'string') {
    const isAsked = options === USAGE
    ;(isAsked ? process.stdout : process.stderr).write(`${options}\n`)
    return isAsked ? 0 : 2
  }
  const { files, form, language, reading, pasted } = options
  const inspected: Inspection[] = files.map((file) => {
    const bytes = bytesOf(file)
    return inspect(file === '-' ? 'standard input' : file, bytes, { reading, pasted })
  })
  const out =
    form === 'json'
      ? `${JSON.stringify(reportOf(inspected, language), undefined, 2)}\n`
      : inspected.map((each) => PRINTED[form](each, language)).join('\n')
  process.stdout.write(out)
  return inspected.every(({ isRead }) => isRead) ? 0 : 1
}

process.exitCode = main(process.argv.slice(2))
