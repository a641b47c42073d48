/**
 * What `npm start`, `npm test` and the other commands run first: installs what is missing, then runs each
 * program it was given under the Node that the lock file pins (the `node` package), one after the other.
 *
 *   exec node scripts/ready.mjs scripts/build.ts -- server/main.ts
 *
 * The `exec` in package.json's scripts puts this process in the place of the shell npm starts: a shell that is sent
 * SIGTERM ends and tells its child nothing (dash), and a server would be left running.
 *
 * Plain JavaScript without a dependency: it runs under whatever Node the machine has (20 or later), before
 * anything is installed.
 */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { constants } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const pinnedNode = join(root, 'node_modules/node/bin/node')

if (process.argv[1] && fileURLToPath(import.meta.url) === process.argv[1]) {
  install()
  for (const command of splitAtDashes(process.argv.slice(2))) {
    const status = await runPinned(command)
    if (status !== 0) process.exit(status)
  }
}

/** Installs the lock file's packages where they are missing or of another version, and the pinned Node with them. */
function install() {
  if (!isInstalled()) {
    console.log('Installing packages (npm ci) …')
    // EBADENGINE warnings would fill the screen: they judge the Node that runs npm, not the pinned one.
    runOrExit('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], root)
  }
  if (!existsSync(pinnedNode)) {
    // An npm that was told to run no install scripts leaves the `node` package without its binary.
    console.log('Installing the pinned Node …')
    runOrExit(process.execPath, ['installArchSpecificPackage.js'], join(root, 'node_modules/node'))
  }
  if (!existsSync(pinnedNode)) {
    fail(
      `The package "node" brought no binary for ${process.platform}-${process.arch}: expected ${pinnedNode}.`,
    )
  }
}

/**
 * True where every package of `package-lock.json` stands in npm's own record of `node_modules` with the
 * same version. Optional ones may be missing: they are other platforms' binaries.
 */
function isInstalled() {
  const record = join(root, 'node_modules/.package-lock.json')
  if (!existsSync(record)) return false
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages
  const found = JSON.parse(readFileSync(record, 'utf8')).packages
  return Object.entries(wanted).every(
    ([path, entry]) => path === '' || (found[path] ? found[path].version === entry.version : entry.optional),
  )
}

/** Runs one program under the pinned Node and resolves with its exit status (128 + n after signal n). */
function runPinned(command) {
  return new Promise((resolve) => {
    const child = spawn(pinnedNode, command, { cwd: root, stdio: 'inherit', env: pinnedEnvironment() })
    const forward = (signal) => child.kill(signal)
    // A terminal's Ctrl-C reaches the child by itself, and npm passes it on once more. Sent a second time
    // it would end a draining server at once, so only an interrupt that no terminal sent is handed on.
    const interrupt = (signal) => {
      if (!process.stdin.isTTY) forward(signal)
    }
    process.on('SIGTERM', forward)
    process.on('SIGHUP', forward)
    process.on('SIGINT', interrupt)
    child.on('error', (error) => fail(`Could not run ${pinnedNode}: ${error.message}`))
    child.on('exit', (status, signal) => {
      process.off('SIGTERM', forward)
      process.off('SIGHUP', forward)
      process.off('SIGINT', interrupt)
      resolve(signal ? 128 + constants.signals[signal] : status)
    })
  })
}

/** The environment with the pinned Node first on the path, so that what a program starts runs under it too. */
function pinnedEnvironment() {
  return {
    ...process.env,
    // Its own folder too: where install scripts did not run, npm has linked no `node` into `.bin`.
    PATH: [dirname(pinnedNode), join(root, 'node_modules/.bin'), process.env.PATH].join(delimiter),
    ASTRO_TELEMETRY_DISABLED: '1',
  }
}

/** Runs a program of the machine to its end; leaves with its status where that is not 0. */
function runOrExit(program, args, cwd) {
  // `npm ci` removes `node_modules`, and npm put its `.bin` first on the path: without it here, what npm
  // starts next is the machine's Node and not one that is about to be deleted.
  const path = (process.env.PATH ?? '').split(delimiter).filter((folder) => !folder.includes('node_modules'))
  const done = spawnSync(program, args, {
    cwd,
    stdio: 'inherit',
    env: { ...process.env, PATH: path.join(delimiter) },
  })
  if (done.error) fail(`Could not run ${program}: ${done.error.message}`)
  if (done.status !== 0) process.exit(done.status ?? 1)
}

function splitAtDashes(args) {
  const commands = [[]]
  for (const arg of args) {
    if (arg === '--') commands.push([])
    else commands.at(-1).push(arg)
  }
  return commands.filter((command) => command.length > 0)
}

function fail(sentence) {
  console.error(sentence)
  process.exit(1)
}
