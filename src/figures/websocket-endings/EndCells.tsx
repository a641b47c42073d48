/** One end of a WebSocket in three views side by side: what crossed, what the server was told, what the script was told. */
import type { EndingsWords } from './words.ts'
import type { End } from './facts.ts'

interface Props {
  readonly end: End
  readonly words: EndingsWords
}

export function WireCell({ end, words }: Props) {
  return (
    <ul class="ends-things">
      {thingsOnWire(end, words).map((thing) => (
        <li key={thing}>{thing}</li>
      ))}
    </ul>
  )
}

/** In the order they crossed. What our server's library still wrote after a broken frame is in the bench. */
function thingsOnWire(end: End, { wire }: EndingsWords): readonly string[] {
  const { status, broken, fromServer, fromBrowser, how } = end
  if (status !== undefined) return [wire.status(status)]
  const things: string[] = []
  const server =
    fromServer === undefined ? undefined : wire.server(wire.close(fromServer.code, fromServer.reason))
  const browser =
    fromBrowser === undefined ? undefined : wire.browser(wire.close(fromBrowser.code, fromBrowser.reason))
  if (end.cause === 'forbidden-code' && server !== undefined) things.push(server)
  else if (broken !== undefined) things.push(wire.server(wire.brokenFrame))
  if (broken === undefined && end.cause !== 'page-closes' && server !== undefined) things.push(server)
  if (browser !== undefined) things.push(browser)
  if (end.cause === 'page-closes' && server !== undefined) things.push(server)
  switch (how) {
    case 'closed-by-server':
      things.push(wire.fin)
      break
    case 'fin':
      things.push(wire.finFromBrowser)
      break
    case 'reset':
      things.push(wire.rst)
      break
    case 'timeout':
      things.push(wire.dropped)
      break
    default:
      if (things.length === 0) things.push(wire.nothing)
  }
  return things
}

export function ServerCell({ end, words }: Props) {
  const { fromBrowser, broken } = end
  if (fromBrowser === undefined) return <span class="ends-quiet">{words.learnsNothing}</span>
  const { code, reason } = fromBrowser
  const asked = broken?.closeCode
  return (
    <>
      {code === undefined ? <span>{words.withoutCode}</span> : <span class="ends-code">{code}</span>}
      <span class="ends-more">
        {reason === '' ? words.noReason : `“${reason}”`}
        {asked !== undefined && asked !== code ? `${words.between}${words.standardSays(asked)}` : ''}
      </span>
    </>
  )
}

export function ScriptCell({ end: { script }, words }: Props) {
  const { code, reason, wasClean, error, silent } = script
  return (
    <>
      <span class="ends-code" data-lost={!wasClean}>
        {code}
      </span>
      <span class="ends-more">
        {[
          reason === '' ? words.noReason : `“${reason}”`,
          words.clean(wasClean),
          error ? words.errorBefore : words.noError,
          ...(silent ? [words.silent] : []),
        ].join(words.between)}
      </span>
    </>
  )
}
