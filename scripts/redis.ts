/**
 * The Redis that tests share labs through: the one on the machine. Where there is none and this machine lets us (root,
 * apt-get), it is installed; nothing is started.
 */
import { ensureProgram, findProgram, type MachineProgram } from './machine-program.ts'

const REDIS: MachineProgram = {
  variable: 'REDIS_SERVER',
  names: ['redis-server'],
  places: ['/usr/local/bin/redis-server', '/opt/homebrew/bin/redis-server'],
  packages: ['redis-server'],
}

/** What to tell a person whose machine lacks it. */
export const NO_REDIS =
  'No redis-server found. Install it (Debian, Ubuntu: apt-get install redis-server; elsewhere: https://redis.io/downloads/) or set ' +
  'REDIS_SERVER to its path.'

/** Gives its path: what `REDIS_SERVER` names, else the first on the path or in the usual places. */
export const findRedis = (): string | undefined => findProgram(REDIS)

/** As `findRedis`, but where there is none, tries to install it with apt-get first (as root only). */
export const ensureRedis = (): string | undefined => ensureProgram(REDIS)
