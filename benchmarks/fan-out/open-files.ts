/** Whether a process may open as many connections as the bench holds. Node raises its own limit to the hard one at its start. */

/** Listening sockets, pipes, the files that Node itself has open. */
const BESIDE = 100

/** A sentence on what to do where `readers` connections are more than a process may open; `undefined` where they are not. */
export function tooFewOpenFiles(readers: number, mostOpenFiles: number): string | undefined {
  const needed = readers + BESIDE
  if (mostOpenFiles >= needed) return undefined
  return `${readers} readers need ${needed} open files in one process, and this machine allows ${mostOpenFiles}: raise the hard limit (ulimit -Hn, as root) and run the bench again.`
}

/** How many files this process may open. */
export function mostOpenFiles(): number {
  const report = process.report.getReport() as {
    readonly userLimits?: { readonly open_files?: { soft?: unknown } }
  }
  const soft = report.userLimits?.open_files?.soft
  return soft === 'unlimited' || soft === undefined ? Number.POSITIVE_INFINITY : Number(soft)
}
