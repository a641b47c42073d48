import { describe, expect, it } from 'vitest'
import { readConfig, type Config, type Environment } from './config.ts'

function configOf(environment: Environment): Config {
  const read = readConfig(environment)
  if (read.kind === 'mistakes') throw new Error(read.mistakes.join('\n'))
  return read.config
}

describe('the configuration', () => {
  it('needs nothing, and listens on this machine only', () => {
    expect(configOf({})).toMatchObject({ port: 4321, host: '127.0.0.1' })
    expect(configOf({ PORT: '', MAX_LABS: ' ' })).toEqual(configOf({}))
  })

  it('takes every variable', () => {
    const config = configOf({
      PORT: '0',
      HOST: '0.0.0.0',
      MAX_LABS: '1',
      MAX_LABS_PER_ADDRESS: '2',
      MAX_CONNECTIONS: '20000',
      MAX_CONNECTIONS_PER_LAB: '10000',
      MAX_CONNECTIONS_PER_ADDRESS: '10000',
      MAX_WATCHERS: '1000',
      MAX_EVENTS_PER_MINUTE: '100000',
      STREAM_LIFETIME_MS: '60000',
      MAX_MEMORY_MB: '64',
      MAX_MEMORY_MB_PER_ADDRESS: '48',
      ALLOWED_ORIGINS: 'https://example.org, http://localhost:8080/,',
      PUBLIC_URL: 'https://Comet.example:443/',
      TRUSTED_PROXIES: '127.0.0.1, fd00::/8,loopback',
      REDIS_URL: 'redis://127.0.0.1:6379/1',
      WORKERS: '2',
    })
    expect(config).toEqual({
      port: 0,
      host: '0.0.0.0',
      maxLabs: 1,
      maxLabsPerAddress: 2,
      maxConnections: 20_000,
      maxConnectionsPerLab: 10_000,
      maxWatchers: 1_000,
      maxConnectionsPerAddress: 10_000,
      maxEventsPerMinute: 100_000,
      streamLifetimeMs: 60_000,
      maxMemoryBytes: 64 * 1024 * 1024,
      maxMemoryBytesPerAddress: 48 * 1024 * 1024,
      allowedOrigins: {
        own: 'https://comet.example',
        others: new Set(['https://example.org', 'http://localhost:8080']),
      },
      trustedProxies: ['127.0.0.1', 'fd00::/8', 'loopback'],
      redisUrl: 'redis://127.0.0.1:6379/1',
      workers: 2,
    })
  })

  it.each([
    ['PORT', '80x'],
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '0x10'],
    ['PORT', '1e3'],
    ['HOST', 'http://localhost'],
    ['HOST', 'a b'],
    ['MAX_LABS', '0'],
    ['MAX_CONNECTIONS', 'many'],
    ['MAX_CONNECTIONS_PER_LAB', '1.5'],
    ['MAX_CONNECTIONS_PER_ADDRESS', '99999999999'],
    ['MAX_EVENTS_PER_MINUTE', 'NaN'],
    ['STREAM_LIFETIME_MS', '999'],
    ['STREAM_LIFETIME_MS', '86400001'],
    ['MAX_MEMORY_MB', '7'],
    ['MAX_MEMORY_MB', '1.5'],
    ['MAX_MEMORY_MB', '256MB'],
    ['MAX_MEMORY_MB', '9999999'],
    ['MAX_MEMORY_MB_PER_ADDRESS', '3'],
    ['ALLOWED_ORIGINS', 'example.org'],
    ['ALLOWED_ORIGINS', 'null'],
    ['ALLOWED_ORIGINS', 'https://example.org/page'],
    ['ALLOWED_ORIGINS', 'file:///x'],
    ['ALLOWED_ORIGINS', '*'],
    ['MAX_LABS_PER_ADDRESS', '-1'],
    ['PUBLIC_URL', 'comet.example'],
    ['PUBLIC_URL', 'https://comet.example/labs'],
    ['PUBLIC_URL', 'https://me@comet.example'],
    ['PUBLIC_URL', 'https://a.example,https://b.example'],
    ['PUBLIC_URL', 'ws://comet.example'],
    ['PUBLIC_URL', 'http://'],
    ['TRUSTED_PROXIES', 'nginx'],
    ['TRUSTED_PROXIES', '0.0.0.0/0'],
    ['TRUSTED_PROXIES', '127.0.0.1 ::1'],
  ])('%s=%s is a mistake that is told with what it takes', (name, value) => {
    const read = readConfig({ [name]: value })
    expect(read).toMatchObject({ kind: 'mistakes', mistakes: [expect.stringContaining(`${name} `)] })
    if (read.kind === 'mistakes') expect(read.mistakes[0]).toMatch(/it takes .+\.$/)
  })

  it('takes for memory a share of what the machine has, and no more than the heap could hold', () => {
    const machine = { budgetBytes: 25.6 * 2 ** 20, mostBytes: 38.4 * 2 ** 20 }
    expect(readConfig({}, machine)).toMatchObject({ config: { maxMemoryBytes: 25 * 2 ** 20 } })
    expect(readConfig({ MAX_MEMORY_MB: '38' }, machine)).toMatchObject({
      config: { maxMemoryBytes: 38 * 2 ** 20 },
    })
    expect(readConfig({ MAX_MEMORY_MB: '39' }, machine)).toEqual({
      kind: 'mistakes',
      mistakes: [
        'MAX_MEMORY_MB is "39"; it takes a whole number from 8 to 38, or leave it out for 25. NODE_OPTIONS=--max-old-space-size=… gives Node a larger heap.',
      ],
    })
    const tiny = { budgetBytes: 2 ** 20, mostBytes: 2 ** 21 }
    expect(readConfig({}, tiny)).toMatchObject({ config: { maxMemoryBytes: 8 * 2 ** 20 } })
  })

  it('tells all mistakes at once', () => {
    expect(readConfig({ PORT: 'x', MAX_LABS: 'y' })).toMatchObject({
      mistakes: [expect.any(String), expect.any(String)],
    })
  })
})
