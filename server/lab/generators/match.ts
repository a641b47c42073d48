/**
 * A football match between two invented teams, then the next: a feed whose events mean something in their order,
 * so that one that came late, twice or never is seen at once. The clock is the match's own minute, not the wall's.
 */
import { pick, wholeBetween, type Random } from '../random.ts'
import type { Generator, Happening } from './happening.ts'
import { createSquad, TEAM_NAMES, type Squad } from './squad.ts'

type Phase = 'before' | 'first-half' | 'half-time' | 'second-half' | 'over'

const HALF_ENDS = { 'first-half': 45, 'second-half': 90 } as const

/** A generator of `kick-off`, `chance`, `goal`, `card`, `substitution`, `half-time`, `second-half` and `full-time`. */
export function createMatch(random: Random): Generator {
  let number = 0
  let phase: Phase = 'over'
  let minute = 0
  let score: [number, number] = [0, 0]
  let squads: readonly [Squad, Squad] = startMatch()

  function startMatch(): readonly [Squad, Squad] {
    number += 1
    phase = 'before'
    minute = 0
    score = [0, 0]
    const first = wholeBetween(random, 0, TEAM_NAMES.length - 1)
    const second = (first + wholeBetween(random, 1, TEAM_NAMES.length - 1)) % TEAM_NAMES.length
    return [createSquad(first), createSquad(second)]
  }

  function say(type: string, more: object = {}): Happening {
    return {
      type,
      data: { match: number, minute, teams: [squads[0].team, squads[1].team], score: [...score], ...more },
    }
  }

  function duringHalf(half: keyof typeof HALF_ENDS): Happening {
    minute += wholeBetween(random, 1, 7)
    if (minute >= HALF_ENDS[half]) {
      minute = HALF_ENDS[half]
      phase = half === 'first-half' ? 'half-time' : 'over'
      return say(half === 'first-half' ? 'half-time' : 'full-time')
    }
    const side = random() < 0.5 ? 0 : 1
    return happens(side)
  }

  function happens(side: 0 | 1): Happening {
    const squad = squads[side]
    const dice = random()
    if (dice < 0.16) {
      score[side] += 1
      return say('goal', { team: squad.team, player: pick(random, squad.playing()) })
    }
    if (dice < 0.34) {
      const player = pick(random, squad.playing())
      return say('card', { team: squad.team, player, colour: squad.book(player) })
    }
    // Nobody is substituted before the break unless hurt; this match has no injuries.
    if (dice < 0.56 && phase === 'second-half') {
      const change = squad.substitute(random)
      if (change !== undefined) return say('substitution', { team: squad.team, ...change })
    }
    const kind = pick(random, ['shot', 'save', 'corner', 'free-kick', 'offside'])
    return say('chance', { team: squad.team, player: pick(random, squad.playing()), kind })
  }

  const NEXT: Readonly<Record<Phase, () => Happening>> = {
    before() {
      phase = 'first-half'
      return say('kick-off')
    },
    'first-half': () => duringHalf('first-half'),
    'half-time'() {
      phase = 'second-half'
      return say('second-half')
    },
    'second-half': () => duringHalf('second-half'),
    over() {
      squads = startMatch()
      return NEXT.before()
    },
  }

  return { next: () => NEXT[phase]() }
}
