/**
 * `npm run pictures -- between BEFORE AFTER FOLDER [PATTERN]`: pictures of every page and every figure of two commits, taken on this machine, and
 * what differs. Each commit is checked out and built below FOLDER; the working copy is left as it is.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { comparePictures, type Difference } from './compare.ts'
import { takePictures } from './take.ts'

/** Gives what differs on pages whose address fits the pattern. Throws where a commit is none, or does not build. */
export async function picturesBetween(
  [before, after]: readonly [string, string],
  folder: string,
  pattern: RegExp,
): Promise<readonly Difference[]> {
  mkdirSync(folder, { recursive: true })
  const taken: string[] = []
  for (const commit of [before, after]) {
    const hash = git('rev-parse', '--verify', `${commit}^{commit}`).trim()
    const checkout = resolve(folder, 'checkouts', hash)
    const pictures = join(folder, 'pictures', hash)
    if (!existsSync(checkout)) git('worktree', 'add', '--detach', checkout, hash)
    try {
      build(checkout)
      await takePictures(pictures, checkout, pattern)
    } finally {
      git('worktree', 'remove', '--force', checkout)
    }
    taken.push(pictures)
  }
  const [a = '', b = ''] = taken
  return comparePictures(a, b, join(folder, 'differences'))
}

/** With our own packages where the commit asks for the same, else with its own. */
function build(checkout: string): void {
  const run = (program: string, ...args: string[]): void => {
    execFileSync(program, args, { cwd: checkout, stdio: ['ignore', 'ignore', 'inherit'] })
  }
  const isSame = readFileSync('package-lock.json').equals(readFileSync(join(checkout, 'package-lock.json')))
  if (isSame) symlinkSync(resolve('node_modules'), join(checkout, 'node_modules'), 'dir')
  else run('npm', 'ci')
  run(process.execPath, 'scripts/build.ts')
}

function git(...args: string[]): string {
  return execFileSync('git', args, { encoding: 'utf8' })
}
