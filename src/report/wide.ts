import { from } from 'arquero'
import { text, type Text } from './summary.js'

/** One figure at a place of a table that is to be made: which line, which column. */
export interface Placed {
  readonly line: string
  readonly column: string
  readonly figure: string
}

export interface Wide {
  readonly columns: readonly string[]
  /** The cell of a line in a column; empty where no figure is. */
  readonly at: (line: string, column: string) => Text
}

/** Long rows as a wide table, its columns in the order of their names. */
export function wide(placed: readonly Placed[]): Wide {
  const columns = [...new Set(placed.map(({ column }) => column))].sort()
  if (placed.length === 0) return { columns, at: () => [] }
  const pivoted = from([...placed]).groupby('line').pivot('column', 'figure')
  const rowOf = new Map(Array.from({ length: pivoted.numRows() }, (_, row) => [String(pivoted.get('line', row)), row]))
  const present = new Set(pivoted.columnNames())
  const at = (line: string, column: string): Text => {
    const row = rowOf.get(line)
    const figure: unknown = row === undefined || !present.has(column) ? undefined : pivoted.get(column, row)
    return typeof figure === 'string' ? text`${{ figure }}` : []
  }
  return { columns, at }
}
