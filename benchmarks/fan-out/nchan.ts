/**
 * Nchan, an nginx module that does the same work in C: one worker, one channel, the last thousand messages kept. Its module is
 * Debian's `libnginx-mod-nchan`; nothing of the machine's own nginx is read or started.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findNginx } from '../../scripts/nginx.ts'
import { settle } from '../our-server.ts'
import { startOwn } from '../own-programs.ts'
import type { Usage } from '../probe.ts'
import type { Served } from './subjects.ts'

const MODULE = process.env['NCHAN_MODULE'] ?? '/usr/lib/nginx/modules/ngx_nchan_module.so'
const TEMPORARY = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
/** What Linux counts a process's time in, for programs. */
const TICK_MICROS = 10_000
const PAGE_BYTES = 4_096

/** A sentence where it cannot be measured here; `undefined` where it can. */
export function noNchan(): string | undefined {
  if (process.platform === 'linux' && findNginx() !== undefined && existsSync(MODULE)) return undefined
  return 'Nchan is missing (Debian: apt-get install libnginx-mod-nchan, or set NCHAN_MODULE to its module); it is left out.'
}

/** Starts it. */
export async function startNchan(): Promise<Served> {
  const own = await startOwn(findNginx()?.nginx ?? '', (listen, folder) => {
    const file = join(folder, 'nginx.conf')
    writeFileSync(file, configOf(listen, folder))
    return ['-e', `${folder}/errors`, '-c', file]
  })
  // It listens before it has its worker.
  while (workersOf(own.child.pid ?? 0) === '') await settle(20)
  return {
    address: new URL(`http://127.0.0.1:${own.port}/`),
    path: '',
    usage: () => Promise.resolve(usageOf(workersOf(own.child.pid ?? 0))),
    end: () => own.end(),
  }
}

function configOf(port: number, folder: string): string {
  const channel =
    'nchan_channel_id lab; nchan_message_buffer_length 1000; nchan_subscriber_first_message newest;'
  return [
    'daemon off; worker_processes 1; worker_rlimit_nofile 25000;',
    process.getuid?.() === 0 ? 'user root;' : '',
    `load_module ${MODULE}; pid ${folder}/pid;`,
    'events { worker_connections 22000; }',
    'http { access_log off;',
    ...TEMPORARY.map((name) => `${name}_temp_path ${folder}/${name};`),
    `server { listen 127.0.0.1:${port};`,
    `location = /events { nchan_publisher; ${channel} }`,
    `location = /sse { nchan_subscriber eventsource; ${channel} }`,
    `location = /ws { nchan_subscriber websocket; ${channel} }`,
    '} }',
  ].join('\n')
}

/** The processes that nginx has started: its one worker. */
function workersOf(pid: number): string {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim()
}

function usageOf(pid: string): Usage {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  // Behind the name, which may have blanks in it; user and system time are the 14th and 15th of all.
  const [user, system] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13)
    .map(Number) as [number, number]
  const [, resident = 0] = readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ').map(Number)
  return { cpuMicros: (user + system) * TICK_MICROS, residentBytes: resident * PAGE_BYTES }
}
