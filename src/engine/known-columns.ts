import type { Sql } from './sql.js'

/** A column of a table. */
export interface Column {
  readonly name: string
  readonly type: string
}

const newTable = /^\s*create\s+(?:or\s+replace\s+)?(?:temp\s+)?(?:table|view)\s+(?:"((?:[^"]|"")+)"|(\w+))/i
const droppedTable = /^\s*drop\s+(?:table|view)\s+(?:if\s+exists\s+)?"((?:[^"]|"")+)"\s*$/i
const keepsColumns = /^\s*(?:copy|insert|update|delete|set)\b/i

/** Columns of tables and views that were asked for, as long as no statement may have changed them: those of a view of many tables take a while to tell. */
export class KnownColumns {
  readonly #columns = new Map<string, readonly Column[]>()
  /** Tables that were dropped, and not made anew since. */
  readonly #dropped = new Set<string>()

  get(table: string): readonly Column[] | undefined {
    return this.#columns.get(table)
  }

  set(table: string, columns: readonly Column[]): void {
    this.#columns.set(table, columns)
  }

  /** Forgets what a statement may change. */
  follow(statement: Sql): void {
    const text = statement.pieces[0] ?? ''
    if (keepsColumns.test(text)) return
    const [, made = '', plain = ''] = newTable.exec(text) ?? []
    const [, gone = ''] = droppedTable.exec(text) ?? []
    const name = (made || gone).replaceAll('""', '"') || plain
    // A new table changes no other. One that is replaced, or made anew after it was dropped, may be what a view reads.
    const changesOthers = name === '' || (gone === '' && (this.#dropped.delete(name) || (this.#columns.get(name) ?? []).length > 0))
    if (gone !== '') this.#dropped.add(name)
    if (changesOthers) this.#columns.clear()
    else this.#columns.delete(name)
  }
}
