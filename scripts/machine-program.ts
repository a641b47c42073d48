/**
 * Finds programs of this machine that tests drive and that no package brings: a browser, tshark, nginx. Where one is missing
 * and this machine lets us (root, apt-get), it is installed.
 */
import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'

export interface MachineProgram {
  /** The environment variable that names one, before all others. */
  readonly variable: string
  /** What it may be called, best first. */
  readonly names: readonly string[]
  /** Where it may stand outside of the path. */
  readonly places: readonly string[]
  /** Debian's packages that bring it. */
  readonly packages: readonly string[]
  /** It is better to have than to do without: installed only where apt's lists name it already. */
  readonly isLuxury?: true
}

/** Gives the path of a program: what its variable names, else the first on the path or in its usual places. */
export function findProgram({ variable, names, places }: MachineProgram): string | undefined {
  const named = process.env[variable]
  if (named) return isExecutable(named) ? named : undefined
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  const onPath = names.flatMap((name) => folders.map((folder) => join(folder, name)))
  return [...onPath, ...places].find(isExecutable)
}

/** As `findProgram`, but where there is none, tries to install one with apt-get first (as root only). */
export function ensureProgram(program: MachineProgram): string | undefined {
  const found = findProgram(program)
  if (found || process.env[program.variable] || process.getuid?.() !== 0 || !hasAptGet()) return found
  if (program.isLuxury && !isListed(program.packages)) return undefined
  console.log(`Installing ${program.packages.join(' ')} with apt-get …`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  if (!program.isLuxury) spawnSync('apt-get', ['update', '-qq'], { stdio: 'inherit', env })
  // For what can be done without nobody waits long where a mirror does not answer.
  const patience = program.isLuxury ? ['-o', 'Acquire::Retries=0', '-o', 'Acquire::http::Timeout=10'] : []
  withoutStarting(() =>
    spawnSync('apt-get', ['install', '-y', '-qq', ...patience, ...program.packages], {
      stdio: 'inherit',
      env,
    }),
  )
  return findProgram(program)
}

/** Debian starts a service as soon as it is installed unless this file, if there is one, says no. @see https://manpages.debian.org/policy-rc.d(8) */
const POLICY = '/usr/sbin/policy-rc.d'

function withoutStarting(install: () => void): void {
  if (existsSync(POLICY)) return install()
  // Left behind by a process that was killed, it forbids nothing.
  writeFileSync(POLICY, `#!/bin/sh\nkill -0 ${process.pid} 2>/dev/null && exit 101\nexit 0\n`, {
    mode: 0o755,
  })
  try {
    install()
  } finally {
    rmSync(POLICY)
  }
}

function hasAptGet(): boolean {
  return spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status === 0
}

function isListed(packages: readonly string[]): boolean {
  return spawnSync('apt-cache', ['show', ...packages], { stdio: 'ignore' }).status === 0
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
