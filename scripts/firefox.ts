/**
 * The Firefox that the transports are tried in beside Chromium: one that is on the machine. Where there is none and this
 * machine lets us (root, apt-get), it is installed.
 */
import { ensureProgram, findProgram, type MachineProgram } from './machine-program.ts'

/** What to tell a person whose machine has no Firefox. */
export const NO_FIREFOX =
  'No Firefox found. Install one (Debian: apt-get install firefox-esr; elsewhere: ' +
  'https://www.firefox.com/) or set FIREFOX to its path.'

const FIREFOX: MachineProgram = {
  variable: 'FIREFOX',
  names: ['firefox-esr', 'firefox'],
  places: ['/Applications/Firefox.app/Contents/MacOS/firefox'],
  packages: ['firefox-esr'],
}

/** Gives the path of a Firefox: what `FIREFOX` names, else the first on the path or in the usual place. */
export const findFirefox = (): string | undefined => findProgram(FIREFOX)

/** As `findFirefox`, but where there is none, tries to install one with apt-get first (as root only). */
export const ensureFirefox = (): string | undefined => ensureProgram(FIREFOX)
