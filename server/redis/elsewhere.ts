/** What other instances hold of a lab, as each has last told: connections, watchers, and whether it wants to be told the tap. */

interface There {
  readonly connections: number
  readonly watchesTap: boolean
  readonly watchers: number
}

export class Elsewhere {
  connections = 0
  watchers = 0
  readonly #there = new Map<string, There>()

  /** An instance has told: three numbers, all 0 where it has nothing left. */
  told(instance: string, text: string): void {
    const [connections = 0, watches = 0, watchers = 0] = text.split(' ').map(Number)
    if (connections + watches + watchers === 0) this.#there.delete(instance)
    else this.#there.set(instance, { connections, watchesTap: watches === 1, watchers })
    this.#sumUp()
  }

  /** Of those that are gone without a word nothing counts. */
  stillThere(isAlive: (instance: string) => boolean): void {
    for (const instance of this.#there.keys()) if (!isAlive(instance)) this.#there.delete(instance)
    this.#sumUp()
  }

  /** The instances that want to be told what crosses here. */
  get tapWatchers(): readonly string[] {
    const watching = [...this.#there].filter(([, { watchesTap }]) => watchesTap)
    return watching.map(([instance]) => instance)
  }

  #sumUp(): void {
    this.connections = 0
    this.watchers = 0
    for (const { connections, watchers } of this.#there.values()) {
      this.connections += connections
      this.watchers += watchers
    }
  }
}
