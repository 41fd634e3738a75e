const name = String.raw`("(?:[^"]|"")+"|\w+)(?=[\s(;]|$)`
const adding = new RegExp(String.raw`^\s*insert\s+into\s+${name}`, 'i')
const changing = new RegExp(
  String.raw`^\s*(?:update|delete\s+from|(?:alter|drop|create(?:\s+or\s+replace)?(?:\s+temp)?)\s+(?:table|view)(?:\s+if(?:\s+not)?\s+exists)?)\s+${name}`,
  'i',
)
const harmless = /^\s*(?:select|set|copy\s*\(|create\s+(?:or\s+replace\s+)?(?:temp\s+)?macro)\b/i

/** Counts how often the rows of each table were changed otherwise than by adding some after the last. */
export class TableChanges {
  readonly #of = new Map<string, number>()
  /** Statements of which it cannot be told which table they change: any. */
  #all = 0

  /** Takes note of a statement that is about to run. */
  note(text: string): void {
    if (adding.test(text) || harmless.test(text)) return
    const [, quoted] = changing.exec(text) ?? []
    if (quoted === undefined) this.#all += 1
    else {
      const table = (quoted.startsWith('"') ? quoted.slice(1, -1).replaceAll('""', '"') : quoted).toLowerCase()
      this.#of.set(table, (this.#of.get(table) ?? 0) + 1)
    }
  }

  /** A number that is the same again only while rows were added to the table at most. */
  of(table: string): number {
    return (this.#of.get(table.toLowerCase()) ?? 0) + this.#all
  }
}
