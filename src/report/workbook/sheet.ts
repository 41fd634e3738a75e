import type { Sql } from '../../engine/sql.js'
import { asKnown } from '../../unicode/known.js'

/** A cell: what it holds, how a number is shown, and where it leads: a file beside the workbook, or `#'Sheet'!A1`. */
export interface SheetCell {
  readonly value: string | number | Date | null
  readonly format?: string
  readonly link?: string
}

/** How the cells of a column of rows are held. */
export type Held = 'text' | 'number' | 'double' | 'date'

interface Headed {
  readonly name: string
  readonly title: string
  /** Stands under the title. */
  readonly note: string
}

/** A table that is in memory. */
export interface TableSheet extends Headed {
  readonly kind: 'table'
  readonly columns: readonly { readonly label: string; readonly width: number }[]
  readonly rows: readonly (readonly SheetCell[])[]
}

/** Rows of a query, which are never all in memory: each column is text, a number or a date as days since 1899-12-30. */
export interface RowSheet extends Headed {
  readonly kind: 'rows'
  readonly columns: readonly { readonly label: string; readonly width: number; readonly held: Held }[]
  readonly query: Sql
  /** How many rows the query has. */
  readonly rows: number
}

export type Sheet = TableSheet | RowSheet

/** Rows above the first of the data: title, note, link to the contents, header. */
export const headRows = 4

/** Names of sheets: numbered, so that no two are one; at most 31 characters and none that Excel refuses. */
export class SheetNames {
  #count = 0

  next(title: string): string {
    this.#count += 1
    const clean = asKnown(title).replaceAll(/[^\p{L}\p{N} _.,()-]+/gu, ' ').replaceAll(/\s+/g, ' ').trim()
    return `${this.#count} ${Array.from(clean).slice(0, 27).join('')}`.slice(0, 31).trim()
  }
}

/** Where a sheet begins, as a link inside the workbook. */
export const startOf = (name: string): string => `#'${name.replaceAll("'", "''")}'!A1`

/** Width of a column in characters: as its texts need, within reason. */
export const widthOf = (texts: readonly string[], most = 60): number => Math.min(most, Math.max(8, ...texts.map((text) => Math.max(...text.split('\n').map((line) => line.length)) + 2)))
