/** The process as an operator meets it: its one line, its refusal to start, and how it goes down. */
import { createServer, type AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { endChildren, runChild, startChild } from '../support/child-server.ts'
import { httpClient, request } from '../support/http-client.ts'

afterEach(endChildren)

async function makeLab(origin: string): Promise<string> {
  const answer = await fetch(`${origin}/labs`, {
    method: 'POST',
    body: '{"settings":{"feed":"manual","wire":{"latencyMs":100}}}',
  })
  return `/labs/${((await answer.json()) as { id: string }).id}`
}

describe('the process', () => {
  it('says where it is once it serves, and goes down well on SIGTERM', async () => {
    const { child, origin, port, ended, printed } = await runChild()
    expect(
      printed()
        .split('\n')
        .filter((line) => line.includes('http://')),
    ).toHaveLength(1)
    expect((await fetch(`${origin}/healthz`)).status).toBe(200)

    const lab = await makeLab(origin)
    const observer = new WebSocket(`${origin.replace('http', 'ws')}${lab}/observe`)
    await new Promise((resolve) => observer.once('message', resolve))
    const closeCode = new Promise((resolve) => observer.once('close', resolve))
    const poll = await httpClient(port)
    poll.send(request(`${lab}/long-poll`))
    const watch = await httpClient(port)
    // Through 100 ms of latency each way: when this is answered, the poll asked before it is held.
    watch.send(request(`${lab}/short-poll`))
    await watch.answer()

    const asked = performance.now()
    child.kill('SIGTERM')
    expect((await poll.answer()).status).toBe(204)
    expect(performance.now() - asked).toBeLessThan(1_000)
    expect(await closeCode).toBe(1001)

    watch.send(request('/healthz'))
    const health = await watch.answer()
    expect([health.status, JSON.parse(health.body)]).toMatchObject([503, { error: { code: 'draining' } }])
    expect(health.header('connection')).toBe('close')
    const refused = await fetch(`${origin}/labs`, { method: 'POST' })
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5'])

    const late = new WebSocket(`${origin.replace('http', 'ws')}${lab}/observe`)
    expect(String(await new Promise((resolve) => late.once('error', resolve)))).toContain('503')

    let unhealthyUntil = performance.now()
    for (;;) {
      const status = await fetch(`${origin}/healthz`).then(
        (answer) => answer.status,
        () => 'gone' as const,
      )
      if (status === 'gone') break
      expect(status).toBe(503)
      unhealthyUntil = performance.now()
    }
    expect(unhealthyUntil - asked).toBeGreaterThan(1_000)
    expect(await ended).toBe(0)
    expect(performance.now() - asked).toBeLessThan(5_000)
  })

  it('goes down within 5 s though a client never lets go', async () => {
    const { child, port, ended } = await runChild()
    const client = await httpClient(port)
    client.send('GET /healthz HT')
    const asked = performance.now()
    child.kill('SIGINT')
    expect(await ended).toBe(0)
    expect(performance.now() - asked).toBeLessThan(5_000)
  })

  it('ends at once on a second signal', async () => {
    const { child, origin, ended } = await runChild()
    child.kill('SIGTERM')
    while ((await fetch(`${origin}/healthz`)).status !== 503);
    const asked = performance.now()
    child.kill('SIGTERM')
    expect(await ended).toBe(143)
    expect(performance.now() - asked).toBeLessThan(800)
  })

  it.each([
    ['PORT', 'eighty'],
    ['MAX_LABS', '0'],
    ['ALLOWED_ORIGINS', 'null'],
  ])('does not start with %s=%s, and says what would do', async (name, value) => {
    const { ended, printed } = startChild({ environment: { [name]: value } })
    expect(await ended).toBe(1)
    expect(printed()).toContain(name)
    expect(printed()).toContain('it takes')
  })

  it('does not start on a port that is taken, and says so', async () => {
    const taken = createServer()
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
    const { port } = taken.address() as AddressInfo
    const { ended, printed } = startChild({ environment: { PORT: String(port) } })
    expect(await ended).toBe(1)
    expect(printed()).toContain(`Port ${port} is taken`)
    taken.close()
  })
})
