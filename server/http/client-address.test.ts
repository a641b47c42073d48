import type { IncomingMessage } from 'node:http'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clientAddresses, isAddressRange, placeOf } from './client-address.ts'

const PROXY = '127.0.0.1'

function clientOf(trusted: readonly string[], from: string, forwarded?: string): string {
  const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded }
  return clientAddresses(trusted).of({
    socket: { remoteAddress: from },
    headers,
  } as unknown as IncomingMessage)
}

describe('the client of a request', () => {
  it.each([
    ['whoever connects, without a proxy', [], '192.0.2.1', '198.51.100.7', '192.0.2.1'],
    ['whoever connects, where that is no proxy', [PROXY], '192.0.2.1', '198.51.100.7', '192.0.2.1'],
    ['whom the proxy names', [PROXY], PROXY, '198.51.100.7', '198.51.100.7'],
    ['the rightmost, whatever stands before it', [PROXY], PROXY, '10.0.0.1, 198.51.100.7', '198.51.100.7'],
    [
      'the rightmost that is no proxy',
      [PROXY, '10.0.0.0/8'],
      PROXY,
      '192.0.2.9,198.51.100.7, 10.1.2.3',
      '198.51.100.7',
    ],
    ['the first, where all are proxies', [PROXY, '10.0.0.0/8'], PROXY, '10.0.0.2, 10.0.0.1', '10.0.0.2'],
    ['the proxy, where it names nobody', [PROXY], PROXY, undefined, PROXY],
    ['known by a named range', ['loopback'], '::1', '2001:db8::1', '2001:db8::1'],
    ['known though IPv4 comes in its IPv6 form', [PROXY], '::ffff:127.0.0.1', '192.0.2.1', '192.0.2.1'],
    ['the proxy, where it wrote what is no address', [PROXY], PROXY, '192.0.2.1, not an address', PROXY],
    [
      'the proxy that wrote what is no address, behind another',
      [PROXY, '10.0.0.0/8'],
      PROXY,
      '192.0.2.1, garbage, 10.0.0.1',
      '10.0.0.1',
    ],
    ['whom the proxy names with a port', [PROXY], PROXY, '192.0.2.9:1, 198.51.100.7:50123', '198.51.100.7'],
    ['whom the proxy names in brackets', [PROXY], PROXY, '[2001:db8::1]', '2001:db8::1'],
    ['whom the proxy names in brackets with a port', [PROXY], PROXY, '[2001:db8::1]:443', '2001:db8::1'],
    [
      'whom the last of two proxies with ports names',
      [PROXY, '10.0.0.0/8'],
      PROXY,
      '198.51.100.7:1,\t10.0.0.1:80',
      '198.51.100.7',
    ],
    ['the proxy’s, where the port is none', [PROXY], PROXY, '198.51.100.7:123456', PROXY],
    ['the proxy’s, where IPv4 is in brackets', [PROXY], PROXY, '[198.51.100.7]:80', PROXY],
    ['the proxy’s, where a zero is in front', [PROXY], PROXY, '010.0.0.1', PROXY],
    ['the proxy’s, where it says that it knows none', [PROXY], PROXY, 'unknown', PROXY],
    ['the proxy, where it wrote nothing', [PROXY], PROXY, '', PROXY],
  ])('is %s', (_what, trusted, from, forwarded, client) => {
    expect(clientOf(trusted, from, forwarded)).toBe(client)
  })

  it('is found in whatever a stranger writes, and is an address or unknown', () => {
    const parts = fc.oneof(
      fc.string(),
      fc.ipV4(),
      fc.ipV6(),
      fc.constantFrom(',', ' ', '127.0.0.1', '::', '%a-', '/', '.'),
    )
    fc.assert(
      fc.property(
        fc.array(parts).map((all) => all.join('')),
        (forwarded) => {
          const client = clientOf([PROXY, 'uniquelocal'], PROXY, forwarded)
          expect(placeOf(client)).toMatch(/^unknown$|^[\d.]+$|^[\da-f:]+::\/64$/)
        },
      ),
    )
  })
})

describe('an address', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['::ffff:c000:201', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2::', '2001:db8:1:2::/64'],
    ['2001:db8:1:3::', '2001:db8:1:3::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['', 'unknown'],
    ['unknown', 'unknown'],
    ['192.0.2.1:80', 'unknown'],
    ['10', 'unknown'],
    ['::192.0.2.1', 'unknown'],
    ['fe80::1%a-b', 'unknown'],
  ])('%s counts as %s', (address, place) => {
    expect(placeOf(address)).toBe(place)
  })
})

describe('a range of trusted proxies', () => {
  it.each([
    '127.0.0.1',
    '::1',
    '10.0.0.0/8',
    'fd00::/8',
    '10.0.0.0/255.0.0.0',
    '::ffff:10.0.0.1',
    'loopback',
    'uniquelocal',
  ])('may be %s', (text) => {
    expect(isAddressRange(text)).toBe(true)
    expect(() => clientAddresses([text])).not.toThrow()
  })
  it.each([
    '',
    'nginx',
    '10',
    '10.0.0.0/33',
    '0.0.0.0/0',
    '::/0',
    '10.0.0.0/',
    '10.0.0.0/x',
    '10.0.0.1:80',
    '*',
    'toString',
    '1.2.3.4/8/8',
  ])('is not %j', (text) => {
    expect(isAddressRange(text)).toBe(false)
  })
})
