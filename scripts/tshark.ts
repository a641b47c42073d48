/** The tshark (Wireshark's command line) that reads our exported captures in a test: one that is on the machine. */
import { ensureProgram, findProgram, type MachineProgram } from './machine-program.ts'

const TSHARK: MachineProgram = {
  variable: 'TSHARK',
  names: ['tshark'],
  places: ['/Applications/Wireshark.app/Contents/MacOS/tshark'],
  packages: ['tshark'],
}

/** What to tell a person whose machine has no tshark. */
export const NO_TSHARK =
  'No tshark found. Install it (Debian, Ubuntu: apt-get install tshark; elsewhere it comes with Wireshark: ' +
  'https://www.wireshark.org/download.html) or set TSHARK to its path.'

/** Gives the path of a tshark: what `TSHARK` names, else the first on the path or in the usual places. */
export const findTshark = (): string | undefined => findProgram(TSHARK)

/** As `findTshark`, but where there is none, tries to install it with apt-get first (as root only). */
export const ensureTshark = (): string | undefined => ensureProgram(TSHARK)
