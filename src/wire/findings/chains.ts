/** Exchanges that follow each other: which came after which, where several clients do so beside each other. */
import type { ExchangeFacts } from './exchange-facts.ts'

/** What follows does so soon: of very many that go on beside each other the latest are enough. */
const MOST_CHAINS = 100

/** The chains so far, each time that one has grown; an exchange that follows none begins its own. */
export function* growingChains(
  exchanges: readonly ExchangeFacts[],
  follows: (before: ExchangeFacts, each: ExchangeFacts) => boolean,
): Generator<readonly ExchangeFacts[]> {
  const chains: ExchangeFacts[][] = []
  for (const each of exchanges) {
    const chain = chains.find((known) => known.slice(-1).some((last) => follows(last, each)))
    if (chain === undefined) {
      chains.push([each])
      if (chains.length > MOST_CHAINS) chains.shift()
    } else {
      chain.push(each)
      yield chain
    }
  }
}
