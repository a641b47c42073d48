/**
 * The Chromium that end-to-end tests and captures drive: one that is on the machine, never a download of
 * Playwright's. Where there is none and this machine lets us (root, apt-get), it is installed.
 */
import { ensureProgram, findProgram, type MachineProgram } from './machine-program.ts'

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

const CHROMIUM: MachineProgram = {
  variable: 'CHROMIUM',
  names: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'],
  places: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ],
  packages: ['chromium', 'fonts-noto-cjk'],
}

/** Chromium without a desktop's windows and profiles: pages are the same, and tests of them take two thirds of the processor's time. */
const HEADLESS_SHELL: MachineProgram = {
  variable: 'CHROMIUM',
  names: ['chromium-headless-shell', 'chrome-headless-shell'],
  places: [],
  packages: ['chromium-headless-shell'],
  isLuxury: true,
}

/** Gives the path of what drives pages at the least cost: what `CHROMIUM` names, else a headless shell, else a Chromium. */
export const findHeadless = (): string | undefined => findProgram(HEADLESS_SHELL) ?? findChromium()

/** As `findHeadless`, but a Chromium, and where apt's lists have it a headless shell, are installed first (as root only). */
export const ensureHeadless = (): string | undefined => {
  const chromium = ensureChromium()
  return ensureProgram(HEADLESS_SHELL) ?? chromium
}

/** Gives the path of a Chromium: what `CHROMIUM` names, else the first on the path or in the usual places. */
export const findChromium = (): string | undefined => findProgram(CHROMIUM)

/** As `findChromium`, but where there is none, tries to install one with apt-get first (as root only). */
export const ensureChromium = (): string | undefined => ensureProgram(CHROMIUM)
