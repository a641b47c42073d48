/**
 * The nginx that tests put before our server, and the openssl that makes its certificate: those on the machine. Where there
 * are none and this machine lets us (root, apt-get), they are installed; nothing is started.
 */
import { ensureProgram, findProgram, type MachineProgram } from './machine-program.ts'

const NGINX: MachineProgram = {
  variable: 'NGINX',
  names: ['nginx'],
  // Debian has it where only root's path leads.
  places: ['/usr/sbin/nginx', '/opt/homebrew/bin/nginx'],
  packages: ['nginx'],
}

const OPENSSL: MachineProgram = {
  variable: 'OPENSSL',
  names: ['openssl'],
  places: [],
  packages: ['openssl'],
}

export interface NginxPrograms {
  readonly nginx: string
  readonly openssl: string
}

/** What to tell a person whose machine lacks one of them. */
export const NO_NGINX =
  'No nginx found, or no openssl for its certificate. Install them (Debian, Ubuntu: apt-get install nginx openssl; elsewhere: ' +
  'https://nginx.org/en/download.html) or set NGINX and OPENSSL to their paths.'

/** Gives the paths of both: what `NGINX` and `OPENSSL` name, else the first on the path or in the usual places. */
export const findNginx = (): NginxPrograms | undefined => both(findProgram)

/** As `findNginx`, but where one is missing, tries to install it with apt-get first (as root only). */
export const ensureNginx = (): NginxPrograms | undefined => both(ensureProgram)

function both(find: (program: MachineProgram) => string | undefined): NginxPrograms | undefined {
  const [nginx, openssl] = [find(NGINX), find(OPENSSL)]
  return nginx !== undefined && openssl !== undefined ? { nginx, openssl } : undefined
}
