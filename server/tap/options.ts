/** What `npm run tap -- …` was asked for. */
import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'

export const USAGE = `usage: npm run -s tap -- http://127.0.0.1:3000 [options]

Stands in front of that server, passes every byte on, and shows what crosses in the inspector.
  --port N             where the tap listens; a free port unless told
  --inspector-port N   where the inspector is; a free port unless told
  --rewrite            Host, Origin and Referer name the server instead of the tap
  --plain              takes Accept-Encoding out of requests, so that answers come uncompressed
  --bodies             keeps the bodies of pages, scripts, styles, images and fonts as well
  --keep MIB           so much is kept in memory, 32 unless told; the oldest exchanges go first
  --ca FILE            certificates (PEM) to trust in an https server beside those known
  --insecure           takes any certificate of an https server, whoever made it
  --listen ADDRESS     listens there instead of 127.0.0.1: whoever reaches it reaches your server`

export interface Upstream {
  readonly scheme: 'http' | 'https'
  /** Without brackets. */
  readonly hostname: string
  readonly port: number
  /** As `Origin` has it. */
  readonly origin: string
}

export interface TapOptions {
  readonly upstream: Upstream
  readonly port: number
  readonly inspectorPort: number
  readonly listen: string
  readonly rewrite: boolean
  readonly plain: boolean
  readonly bodies: boolean
  readonly keepBytes: number
  readonly ca: string | undefined
  readonly insecure: boolean
}

const PARSED = {
  port: { type: 'string', default: '0' },
  'inspector-port': { type: 'string', default: '0' },
  rewrite: { type: 'boolean', default: false },
  plain: { type: 'boolean', default: false },
  bodies: { type: 'boolean', default: false },
  keep: { type: 'string', default: '32' },
  ca: { type: 'string' },
  insecure: { type: 'boolean', default: false },
  listen: { type: 'string', default: '127.0.0.1' },
  help: { type: 'boolean', short: 'h', default: false },
} as const

/** The options; or a sentence that says what would make sense, or the usage. `from` is where a relative `--ca` is. */
export function readOptions(args: readonly string[], from: string): TapOptions | string {
  let parsed
  try {
    parsed = parseArgs({ args: [...args], allowPositionals: true, options: PARSED })
  } catch (error) {
    return `${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`
  }
  const { values, positionals } = parsed
  if (values.help || positionals.length !== 1) return USAGE
  const upstream = upstreamOf(positionals[0] ?? '')
  if (typeof upstream === 'string') return upstream
  const port = numberOf(values.port, 0, 65_535)
  const inspectorPort = numberOf(values['inspector-port'], 0, 65_535)
  const keep = numberOf(values.keep, 1, 1024)
  if (port === undefined) return '--port takes a number from 0 to 65535; 0 picks a free one.'
  if (inspectorPort === undefined)
    return '--inspector-port takes a number from 0 to 65535; 0 picks a free one.'
  if (port !== 0 && port === inspectorPort) return 'The tap and its inspector need a port each.'
  if (keep === undefined) return '--keep takes a number of MiB from 1 to 1024.'
  if (isIP(values.listen) === 0) return '--listen takes an IP address of this machine, or 0.0.0.0 for all.'
  if (upstream.scheme === 'http' && (values.ca !== undefined || values.insecure))
    return '--ca and --insecure are for https servers.'
  const ca = values.ca === undefined ? undefined : certificatesOf(resolve(from, values.ca))
  if (ca !== undefined && 'wrong' in ca) return ca.wrong
  return {
    upstream,
    port,
    inspectorPort,
    listen: values.listen,
    rewrite: values.rewrite,
    plain: values.plain,
    bodies: values.bodies,
    keepBytes: keep * 1024 * 1024,
    ca: ca?.pem,
    insecure: values.insecure,
  }
}

/** Reads an address as people write it: with its scheme, without, or the port alone. */
function upstreamOf(text: string): Upstream | string {
  const wrong = `${text} is no address of a server. Write it as http://127.0.0.1:3000, without a path.`
  const whole = /^\d{1,5}$/.test(text)
    ? `http://127.0.0.1:${text}`
    : /^\w+:\/\//.test(text)
      ? text
      : `http://${text}`
  if (!URL.canParse(whole)) return wrong
  const url = new URL(whole)
  const scheme = url.protocol === 'http:' ? 'http' : url.protocol === 'https:' ? 'https' : undefined
  const isBare = url.pathname === '/' && url.search === '' && url.hash === '' && url.username === ''
  if (scheme === undefined || !isBare || url.hostname === '') return wrong
  return {
    scheme,
    hostname: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port) || (scheme === 'https' ? 443 : 80),
    origin: url.origin,
  }
}

function numberOf(text: string, least: number, most: number): number | undefined {
  const value = /^\d{1,6}$/.test(text) ? Number(text) : NaN
  return value >= least && value <= most ? value : undefined
}

function certificatesOf(file: string): { readonly pem: string } | { readonly wrong: string } {
  try {
    const pem = readFileSync(file, 'utf8')
    return pem.includes('-----BEGIN CERTIFICATE-----')
      ? { pem }
      : { wrong: `${file} holds no certificate in PEM.` }
  } catch (error) {
    return {
      wrong: `--ca could not be read: ${error instanceof Error ? error.message : String(error)}`,
    }
  }
}
