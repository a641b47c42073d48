/** One lab of its own, in the memory of the test. */
import type { Clock } from '../../server/clock.ts'
import type { Lab } from '../../server/lab/lab.ts'
import { createRegistry, type RegistryOptions } from '../../server/lab/registry.ts'
import { granted } from './granted.ts'

/** Makes a lab with these settings on a manual feed. */
export function oneLab(
  clock: Clock,
  settings: Readonly<Record<string, unknown>> = {},
  limits: Partial<RegistryOptions['limits']> = {},
): Lab {
  const registry = createRegistry({
    clock,
    limits: {
      maxLabs: 1,
      maxLabsPerAddress: 1,
      maxConnectionsPerLab: 3,
      maxWatchers: 1,
      maxEventsPerMinute: 100,
      ...limits,
    },
  })
  return granted(registry.create({ settings: { feed: 'manual', ...settings } }))
}
