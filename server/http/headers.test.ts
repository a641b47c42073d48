import { describe, expect, it } from 'vitest'
import { pageSecurityHeaders } from './headers.ts'

function policyFor(host: string | undefined): string {
  return pageSecurityHeaders(['sha256-AAAA='], host)[1] ?? ''
}

describe('the policy of a page', () => {
  it.each(['localhost:4321', '127.0.0.1', '[::1]:80', 'a.example.org'])(
    'names %s for its WebSockets',
    (host) => {
      expect(policyFor(host)).toContain(`connect-src 'self' ws://${host} wss://${host};`)
    },
  )

  it.each([undefined, '', 'x; script-src *', "x 'unsafe-inline'", 'a,b', 'a\u0000b', '[x]'])(
    'takes nothing from a Host such as %j',
    (host) => {
      expect(policyFor(host)).toContain("connect-src 'self';")
      expect(policyFor(host)).toContain("script-src 'self' 'sha256-AAAA=';")
    },
  )
})
