/** Starts a Firefox for a test, headless and with a profile of its own, and ends it without a trace. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { bidiClient, type BidiClient } from './bidi.ts'

export interface RunningFirefox {
  readonly bidi: BidiClient
  readonly version: string
  end(): Promise<void>
}

/** No welcome, no update, no question, no call to anywhere but the page under test. */
const PREFERENCES: Readonly<Record<string, string | number | boolean>> = {
  'app.normandy.enabled': false,
  'app.update.enabled': false,
  'browser.aboutwelcome.enabled': false,
  'browser.newtabpage.enabled': false,
  'browser.safebrowsing.update.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.homepage': 'about:blank',
  'browser.startup.page': 0,
  'datareporting.policy.dataSubmissionEnabled': false,
  'extensions.update.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'network.prefetch-next': false,
  'network.proxy.type': 0,
  'services.settings.server': 'data:,',
  'toolkit.telemetry.enabled': false,
}

/** Longer than a cold start on a busy machine takes. */
const START_MS = 60_000
const END_MS = 10_000

/** Starts the Firefox at this path and opens a BiDi session on it. */
export async function startFirefox(path: string): Promise<RunningFirefox> {
  const profile = await mkdtemp(join(tmpdir(), 'comet-firefox-'))
  const lines = Object.entries(PREFERENCES).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
  )
  await writeFile(join(profile, 'user.js'), lines.join('\n'))
  const child = spawn(
    path,
    ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port=0', 'about:blank'],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  )
  const gone = once(child, 'exit')

  async function end(): Promise<void> {
    const kill = setTimeout(() => child.kill('SIGKILL'), END_MS)
    await gone
    clearTimeout(kill)
    await rm(profile, { recursive: true, force: true, maxRetries: 5 })
  }

  try {
    const bidi = await bidiClient(await addressOf(child))
    const { capabilities } = await bidi.send('session.new', { capabilities: {} })
    await bidi.send('session.subscribe', { events: ['log.entryAdded'] })
    return {
      bidi,
      version: capabilities.browserVersion,
      async end() {
        await bidi.send('browser.close', {}).catch(() => undefined)
        bidi.close()
        await end()
      },
    }
  } catch (error) {
    child.kill('SIGKILL')
    await end()
    throw error
  }
}

/** Where it listens, as it says on its standard error. */
async function addressOf(child: ChildProcess): Promise<string> {
  if (child.stderr === null) throw new Error('Firefox has no standard error')
  const late = setTimeout(() => child.kill('SIGKILL'), START_MS)
  const said: string[] = []
  try {
    for await (const line of createInterface({ input: child.stderr })) {
      const address = /WebDriver BiDi listening on (ws:\/\/\S+)/.exec(line)?.[1]
      if (address !== undefined) return address
      said.push(line)
    }
  } finally {
    clearTimeout(late)
    // What it says from now on must not fill the pipe up.
    child.stderr.resume()
  }
  throw new Error(`Firefox ended before it listened: ${said.slice(-5).join('; ')}`)
}
