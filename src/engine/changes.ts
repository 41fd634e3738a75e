const name = String.raw`("(?:[^"]|"")+"|\w+)(?=[\s(;]|$)`
const adding = new RegExp(String.raw`^\s*insert\s+into\s+${name}`, 'i')
const changing = new RegExp(
  String.raw`^\s*(?:update|delete\s+from|(?:alter|drop|create(?:\s+or\s+replace)?(?:\s+temp)?)\s+(?:table|view)(?:\s+if(?:\s+not)?\s+exists)?)\s+${name}`,
  'i',
)
const harmless = /^\s*(?:select|set|copy\s*\(|create\s+(?:or\s+replace\s+)?(?:temp\s+)?macro)\b/i

const unquoted = (quoted: string): string => (quoted.startsWith('"') ? quoted.slice(1, -1).replaceAll('""', '"') : quoted).toLowerCase()

/** How often a table was changed: the same numbers again say that it was not. */
export interface Changes {
  /** How often rows were added after the last. */
  readonly added: number
  /** How often anything else was done to it: it was made anew, altered, a row of it changed or went. */
  readonly changed: number
}

const none: Changes = { added: 0, changed: 0 }

/** Counts the changes of tables by the statements that make them. */
export class TableChanges {
  readonly #of = new Map<string, Changes>()
  /** Statements of which it cannot be told which table they change: any. */
  #all = 0

  /** Takes note of a statement that is about to run. */
  note(text: string): void {
    const [, added] = adding.exec(text) ?? []
    if (added !== undefined) this.add(unquoted(added))
    else if (!harmless.test(text)) {
      const [, changed] = changing.exec(text) ?? []
      if (changed === undefined) this.#all += 1
      else this.#set(unquoted(changed), { changed: 1 })
    }
  }

  /** Takes note of rows that are about to be added to a table. */
  add(table: string): void {
    this.#set(table.toLowerCase(), { added: 1 })
  }

  of(table: string): Changes {
    const { added, changed } = this.#of.get(table.toLowerCase()) ?? none
    return { added, changed: changed + this.#all }
  }

  #set(table: string, { added = 0, changed = 0 }: Partial<Changes>): void {
    const before = this.#of.get(table) ?? none
    this.#of.set(table, { added: before.added + added, changed: before.changed + changed })
  }
}
