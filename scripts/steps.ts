/**
 * Runs named commands a few at a time, each one's output held back until it ends, so that two that run
 * side by side do not mix their lines. `check.ts` and `test.ts` are lists of these.
 */
import { spawn } from 'node:child_process'

export interface Step {
  readonly name: string
  /** What the pinned Node runs: a script and its arguments. */
  readonly command: readonly string[]
  /** What it says is worth reading also where it passed. */
  readonly isTold?: boolean
}

export interface StepResult {
  readonly name: string
  readonly passed: boolean
}

/** Runs the steps, at most `lanes` at once, and gives their results in the order of the list. Prints as it goes. */
export async function runSteps(steps: readonly Step[], lanes: number): Promise<readonly StepResult[]> {
  const results = new Map<string, StepResult>()
  const waiting = [...steps]
  const lane = async (): Promise<void> => {
    for (let step = waiting.shift(); step; step = waiting.shift()) results.set(step.name, await runStep(step))
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  return steps.flatMap((step) => results.get(step.name) ?? [])
}

/** Runs one step; its output is printed where it failed, or is to be told. */
async function runStep(step: Step): Promise<StepResult> {
  const started = performance.now()
  const child = spawn(process.execPath, step.command, { stdio: ['ignore', 'pipe', 'pipe'] })
  const output: Buffer[] = []
  child.stdout.on('data', (bytes: Buffer) => output.push(bytes))
  child.stderr.on('data', (bytes: Buffer) => output.push(bytes))
  const passed = await new Promise<boolean>((resolve) => {
    child.on('error', () => resolve(false))
    child.on('close', (status) => resolve(status === 0))
  })
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(`${passed ? 'ok    ' : 'FAILED'} ${step.name} (${seconds} s)`)
  if (!passed || step.isTold) console.log(Buffer.concat(output).toString('utf8').trimEnd())
  return { name: step.name, passed }
}
