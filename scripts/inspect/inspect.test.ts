/** The inspector as a command: what it prints, the shape of its data, and its exit status. */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const PROGRAM = fileURLToPath(new URL('../inspect.ts', import.meta.url))
const brought = (file: string): string =>
  fileURLToPath(new URL(`../../tests/data/brought/${file}`, import.meta.url))

function run(
  args: readonly string[],
  input = '',
): { readonly status: number | null; readonly out: string; readonly err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, ...args], {
    input,
    encoding: 'utf8',
  })
  return { status, out: stdout, err: stderr }
}

describe('inspect', () => {
  it('says what is in a file and what is wrong with it', () => {
    const { status, out } = run([brought('unknown-opcode-then-text.pcap')])
    expect(status).toBe(0)
    expect(out).toContain('GET /chat → 101')
    expect(out).toMatch(/! ↓ frame .*reserved-opcode/)
  })

  it('reads standard input, and every field with its sentence in either language', () => {
    expect(run(['--text'], '81 05 48 65 6c 6c 6f').out).toContain('opcode')
    const { status, out } = run(['--text', '--lang', 'zh'], '81 05 48 65 6c 6c 6f')
    expect(status).toBe(0)
    expect(out).toContain('操作码')
  })

  it('gives data in a stable shape', () => {
    const { status, out } = run(['--json', brought('socket-lost-a-packet.pcap'), brought('close-999.bin')])
    expect(status).toBe(0)
    const report = JSON.parse(out) as unknown
    expect(out).toContain('"kind": "websocket.fin"')
    expect(report).toMatchObject({
      format: 'comet-on-the-wire inspection',
      version: 1,
      inputs: [
        {
          read: true,
          from: 'capture-file',
          notes: [{ code: 'missing-bytes', count: 5 }],
          exchanges: [
            {
              id: 'x1',
              kind: 'ws',
              method: 'GET',
              target: '/chat',
              status: 101,
              sides: { 'server-to-client': { bytes: 156, missing: [[134, 139]] } },
            },
          ],
        },
        {
          read: true,
          from: 'file',
          reading: 'server-frames',
          guess: { sureness: 'sure', because: 'frames-fit' },
          exchanges: [
            { kind: 'alone', sides: { 'server-to-client': { units: [{ kind: 'frame', complete: true }] } } },
          ],
        },
      ],
    })
  })

  it('says what is likely to be wrong, with the moment and the chapter', () => {
    const capture = fileURLToPath(new URL('../../content/captures/stream-ends.json', import.meta.url))
    const { status, out } = run(['--findings', capture])
    expect(status).toBe(0)
    expect(out).toMatch(/! final-status \/labs\/.*\n {2}Status 401.*\n {2}@ \d+\.\d{3} s wire:/)
    expect(out).toContain('/sse/#ends')
    expect(run(['--findings', '--lang', 'zh', capture]).out).toContain('/zh/sse/#ends')
    expect(run(['--findings', '--json', capture]).status).toBe(2)
  })

  it('ends with 1 where it could not read, with 2 where it was asked for nonsense', () => {
    const unknown = run([brought('chrome-net-log.txt')])
    expect(unknown.status).toBe(1)
    expect(unknown.out).toContain('net log of Chrome')
    expect(run(['/no/such/file', brought('close-999.bin')]).status).toBe(1)
    expect(run(['--lang', 'fr']).status).toBe(2)
    expect(run(['--as', 'nothing']).status).toBe(2)
    expect(run(['--help'])).toMatchObject({ status: 0, err: '' })
  })
})
