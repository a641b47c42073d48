#!/usr/bin/env node
/** The inspector as a program of its own: what `npm run -s inspect` does, from any folder. Plain JavaScript, as `ready.mjs` is. */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const [ready, program] = ['ready.mjs', 'inspect.ts'].map((file) =>
  fileURLToPath(new URL(file, import.meta.url)),
)
const env = { ...process.env, INIT_CWD: process.cwd() }
const { status } = spawnSync(process.execPath, [ready, program, ...process.argv.slice(2)], {
  stdio: 'inherit',
  env,
})
process.exit(status ?? 1)
