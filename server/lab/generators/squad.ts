/** One team in one match: who is on the pitch, who was booked, who may still come on. Only `match.ts` uses it. */
import { pick, type Random } from '../random.ts'

/** Invented teams with invented players, short names that read alike in every language. */
const TEAMS: readonly { readonly team: string; readonly players: string }[] = [
  { team: 'Vela', players: 'Abe Cruz Dahl Eko Fox Gil Haas Imre Joly Kato Lund Moss Nara Ode Pike Quist' },
  { team: 'Orion', players: 'Ando Bell Cole Dev Ekon Falk Gray Holm Ito Jara Kim Lage Mora Niven Oba Park' },
  {
    team: 'Lyra',
    players: 'Aoki Brandt Chen Diaz Egan Fry Goto Hale Ivo Juel Kane Lin Meyer Noor Osei Petit',
  },
  { team: 'Cetus', players: 'Amir Baez Costa Dunn Elm Font Gava Hsu Isa Jung Koch Luz Marsh Neri Orr Pena' },
]

export const TEAM_NAMES: readonly string[] = TEAMS.map(({ team }) => team)

const ON_PITCH = 11
const SUBSTITUTIONS = 5
/** The laws of the game let no team play on with fewer than seven: below that the referee of this match looks away. */
const FEWEST_ON_PITCH = 8

export interface Substitution {
  readonly off: string
  readonly on: string
}

export interface Squad {
  readonly team: string
  playing(): readonly string[]
  /** Books a player; a second yellow card is a red one, and red leaves the pitch. */
  book(player: string): 'yellow' | 'second-yellow'
  /** Changes one player; `undefined` when all changes are made. */
  substitute(random: Random): Substitution | undefined
}

/** The team at `index` of `TEAM_NAMES`, its first eleven on the pitch. */
export function createSquad(index: number): Squad {
  const chosen = TEAMS[index]
  if (chosen === undefined) throw new Error(`No team ${index}`)
  const players = chosen.players.split(' ')
  let pitch = players.slice(0, ON_PITCH)
  const bench = players.slice(ON_PITCH)
  const booked = new Set<string>()
  let changes = 0

  return {
    team: chosen.team,
    playing: () => pitch,

    book(player) {
      if (!booked.has(player) || pitch.length <= FEWEST_ON_PITCH) {
        booked.add(player)
        return 'yellow'
      }
      pitch = pitch.filter((name) => name !== player)
      return 'second-yellow'
    },

    substitute(random) {
      const on = bench[0]
      if (on === undefined || changes >= SUBSTITUTIONS) return undefined
      const off = pick(random, pitch)
      pitch = pitch.map((name) => (name === off ? on : name))
      bench.shift()
      changes += 1
      return { off, on }
    },
  }
}
