/**
 * Fails on an advisory of high or critical severity for a package that is more than a tool of development. Where no registry
 * answers, that is said and nothing fails: the checks need no network.
 */
import { spawnSync } from 'node:child_process'
import { readAudit } from './audit.ts'

const audited = spawnSync(
  'npm',
  [
    'audit',
    '--json',
    '--package-lock-only',
    '--omit=dev',
    '--offline=false',
    '--fetch-retries=0',
    '--fetch-timeout=10000',
  ],
  { encoding: 'utf8', timeout: 30_000, stdio: ['ignore', 'pipe', 'ignore'] },
)
const audit = readAudit(audited.stdout ?? '')
if (audit.kind === 'clean') console.log('No advisory of high severity is known for a package in use.')
else if (audit.kind === 'unanswered') console.log(`Not audited: ${audited.error?.message ?? audit.because}.`)
else {
  for (const line of audit.lines) console.log(line)
  process.exitCode = 1
}
