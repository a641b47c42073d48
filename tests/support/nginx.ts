/**
 * An nginx of a test's own: on free ports, every file of it below a folder that goes with it. Nothing of the machine's own
 * nginx is read or changed.
 */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { NginxPrograms } from '../../scripts/nginx.ts'
import { freePort } from './free-port.ts'

export interface Nginx {
  /** Takes the server that listens there out of the upstream, or puts it back, and reads its file again. */
  readonly take: (port: number, how: 'out' | 'back') => void
  /** Where it listens; the file of docs/deploy.md twice, with TLS here. */
  readonly port: number
  readonly plainPort: number
  readonly stop: () => Promise<void>
}

const DEPLOY = new URL('../../docs/deploy/', import.meta.url)
const TEMPORARY = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']

/** nginx with its defaults, but that it is told whom it stands before: no more than `proxy_pass`. */
export async function plainNginx(programs: NginxPrograms, upstream: number, http = ''): Promise<Nginx> {
  const port = await freePort()
  const server = `server { listen 127.0.0.1:${port}; location / { proxy_pass http://127.0.0.1:${upstream}; } }`
  return run(programs, mkdtempSync(join(tmpdir(), 'nginx-')), `${http}\n${server}`, port, port)
}

/**
 * nginx with the very file that docs/deploy.md gives; what differs is where it listens, its certificate and its log. Before several
 * instances it has the upstream that is given there for them.
 */
export async function deployedNginx(
  programs: NginxPrograms,
  upstream: number | readonly number[],
): Promise<Nginx & { certificate: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'nginx-'))
  const [port, plainPort] = [await freePort(), await freePort()]
  const certificate = selfSigned(programs, folder)
  const places: readonly (readonly [string, string])[] = [
    ['listen 80;', `listen 127.0.0.1:${plainPort};`],
    ['listen 443 ssl;', `listen 127.0.0.1:${port} ssl;`],
    // Not every machine has IPv6.
    ['listen [::]:80;', ''],
    ['listen [::]:443 ssl;', ''],
    ['/etc/letsencrypt/live/comet.example', folder],
    ['/var/log/nginx', folder],
  ]
  let file = withUpstream(readFileSync(new URL('nginx.conf', DEPLOY), 'utf8'), upstream)
  for (const [from, to] of places) {
    if (!file.includes(from)) throw new Error(`nginx.conf has no ${from}`)
    file = file.replaceAll(from, to)
  }
  return { ...(await run(programs, folder, file, port, plainPort)), certificate }
}

function withUpstream(file: string, upstream: number | readonly number[]): string {
  if (typeof upstream === 'number')
    return file.replace('server 127.0.0.1:4321;', `server 127.0.0.1:${upstream};`)
  let several = readFileSync(new URL('nginx-upstream.conf', DEPLOY), 'utf8')
  for (const [index, port] of upstream.entries()) {
    const place = `server 127.0.0.1:432${index + 1} `
    if (!several.includes(place)) throw new Error(`nginx-upstream.conf has no ${place}`)
    several = several.replace(place, `server 127.0.0.1:${port} `)
  }
  return file.replace(/^upstream comet \{[^}]+\}$/m, several)
}

/** The environment that systemd's unit of docs/deploy.md gives the server; its template, where an instance is named. */
export function deployedEnvironment(instance?: number): Record<string, string> {
  const file = instance === undefined ? 'comet.service' : 'comet@.service'
  const unit = readFileSync(new URL(file, DEPLOY), 'utf8').replaceAll('%i', String(instance))
  const lines = [...unit.matchAll(/^Environment=(\w+)=(.*)$/gm)]
  return Object.fromEntries(lines.map(([, name = '', value = '']) => [name, value]))
}

async function run(
  programs: NginxPrograms,
  folder: string,
  http: string,
  port: number,
  plainPort: number,
): Promise<Nginx> {
  const config = [
    'daemon off;',
    'worker_processes 1;',
    // A worker of another user could not enter the folder.
    process.getuid?.() === 0 ? 'user root;' : '',
    `pid ${folder}/pid;`,
    'events { worker_connections 512; }',
    'http {',
    ...TEMPORARY.map((name) => `${name}_temp_path ${folder}/${name};`),
    'access_log off;',
    http,
    '}',
  ]
  writeFileSync(join(folder, 'nginx.conf'), config.join('\n'))
  const child = spawn(programs.nginx, ['-e', `${folder}/errors`, '-c', `${folder}/nginx.conf`], {
    stdio: 'ignore',
  })
  const ended = once(child, 'close')
  await listening(child, port, () => readFileSync(`${folder}/errors`, 'utf8'))
  return {
    port,
    plainPort,
    take(server, how) {
      const place = join(folder, 'nginx.conf')
      const file = readFileSync(place, 'utf8')
      const [isIn, isOut] = [
        `server 127.0.0.1:${server} max_fails`,
        `server 127.0.0.1:${server} down max_fails`,
      ]
      writeFileSync(place, how === 'out' ? file.replace(isIn, isOut) : file.replace(isOut, isIn))
      child.kill('SIGHUP')
    },
    stop: async () => {
      child.kill('SIGTERM')
      await ended
      rmSync(folder, { recursive: true })
    },
  }
}

/** Asks until somebody answers there. */
async function listening(child: ChildProcess, port: number, errors: () => string): Promise<void> {
  for (let isThere = false; !isThere;) {
    if (child.exitCode !== null) throw new Error(`nginx did not start: ${errors()}`)
    const socket = connect(port, '127.0.0.1')
    isThere = await once(socket, 'connect').then(
      () => true,
      () => false,
    )
    socket.destroy()
  }
}

/** Makes a certificate for comet.example where certbot would put one, and gives it for clients to trust. */
function selfSigned(programs: NginxPrograms, folder: string): string {
  const [key, certificate] = [join(folder, 'privkey.pem'), join(folder, 'fullchain.pem')]
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2']
  const names = ['-subj', '/CN=comet.example', '-addext', 'subjectAltName=DNS:comet.example']
  execFileSync(programs.openssl, ['req', '-x509', ...kind, ...names, '-keyout', key, '-out', certificate], {
    stdio: 'pipe',
  })
  return readFileSync(certificate, 'utf8')
}
