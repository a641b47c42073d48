/** Exchanges that follow each other: which came after which, where several clients do so beside each other. */
import type { ExchangeFacts } from './exchange-facts.ts'

/** The chains so far, each time that one has grown; an exchange that follows none begins its own. */
export function* growingChains(
  exchanges: readonly ExchangeFacts[],
  follows: (before: ExchangeFacts, each: ExchangeFacts) => boolean,
): Generator<readonly ExchangeFacts[]> {
  const chains: ExchangeFacts[][] = []
  for (const each of exchanges) {
    const chain = chains.find((known) => known.slice(-1).some((last) => follows(last, each)))
    if (chain === undefined) chains.push([each])
    else {
      chain.push(each)
      yield chain
    }
  }
}
