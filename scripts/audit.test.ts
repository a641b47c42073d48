import { describe, expect, it } from 'vitest'
import { readAudit } from './audit.ts'

/** As npm 11 writes it. */
function report(vulnerabilities: object): string {
  return JSON.stringify({ auditReportVersion: 2, vulnerabilities, metadata: {} })
}

describe('an audit', () => {
  it('is clean with nothing known, or nothing grave', () => {
    expect(readAudit(report({}))).toEqual({ kind: 'clean' })
    expect(readAudit(report({ a: { severity: 'moderate', via: [] } }))).toEqual({ kind: 'clean' })
  })

  it('names each package with a grave advisory, and why', () => {
    const ws = { severity: 'high', via: [{ title: 'Too many headers', url: 'https://x.example/1' }] }
    const hono = { severity: 'critical', via: ['ws'] }
    expect(readAudit(report({ ws, hono }))).toEqual({
      kind: 'advisories',
      lines: ['ws · high · Too many headers https://x.example/1', 'hono · critical · by ws'],
    })
  })

  it.each([
    ['{"message":"405 Method Not Allowed - POST https://x/","error":{"summary":"","detail":""}}', /^405/],
    ['{"error":{"code":"ENOTFOUND","summary":"request failed"}}', /^request failed$/],
    ['', /^npm said nothing$/],
    ['null', /^npm said nothing$/],
    ['<html>', /^npm said nothing$/],
  ])('that got no answer says so: %s', (text, because) => {
    expect(readAudit(text)).toEqual({
      kind: 'unanswered',
      because: expect.stringMatching(because) as unknown,
    })
  })
})
