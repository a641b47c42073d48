/**
 * The Chromium that end-to-end tests and captures drive: one that is on the machine, never a download of
 * Playwright's. Where there is none and this machine lets us (root, apt-get), it is installed.
 */
import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Flags every run of the browser gets: no sandbox (tests run as root in containers), no QUIC, no calls home. */
export const CHROMIUM_FLAGS: readonly string[] = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** What to tell a person whose machine has no browser. */
export const NO_CHROMIUM =
  'No Chromium or Chrome found. Install one (Debian, Ubuntu: apt-get install chromium; elsewhere: ' +
  'https://www.chromium.org/getting-involved/download-chromium/) or set CHROMIUM to its path.'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']

const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** Gives the path of a Chromium: what `CHROMIUM` names, else the first on the path or in the usual places. */
export function findChromium(): string | undefined {
  const named = process.env['CHROMIUM']
  if (named) return isExecutable(named) ? named : undefined
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  const onPath = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)))
  return [...onPath, ...PLACES].find(isExecutable)
}

/** As `findChromium`, but where there is none, tries to install one with apt-get first (as root only). */
export function ensureChromium(): string | undefined {
  const found = findChromium()
  if (found || process.env['CHROMIUM'] || process.getuid?.() !== 0 || !hasAptGet()) return found
  console.log('Installing Chromium with apt-get …')
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  spawnSync('apt-get', ['update', '-qq'], { stdio: 'inherit', env })
  spawnSync('apt-get', ['install', '-y', '-qq', 'chromium', 'fonts-noto-cjk'], { stdio: 'inherit', env })
  return findChromium()
}

function hasAptGet(): boolean {
  return spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status === 0
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
