/**
 * Loaded into every measured server (`node --expose-gc --import …`), so that both report what they used in
 * the same way: CPU time of the process, and its resident memory after a forced collection.
 */

export interface Usage {
  /** User and system time since the process began. */
  readonly cpuMicros: number
  readonly residentBytes: number
}

process.on('message', (message) => {
  if (message !== 'usage' && message !== 'collected-usage') return
  if (message === 'collected-usage') {
    for (let pass = 0; pass < 3; pass++) globalThis.gc?.()
  }
  const { user, system } = process.cpuUsage()
  const usage: Usage = { cpuMicros: user + system, residentBytes: process.memoryUsage.rss() }
  process.send?.(usage)
})
// The channel alone must not keep a server alive that has ended its work.
process.channel?.unref()
