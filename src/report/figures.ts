import type { Sql } from '../engine/sql.js'
import type { ReportFile } from './input.js'
import type { Figure, Ref, Text } from './summary.js'

export interface FigureOptions {
  readonly unit: string
  readonly of?: number
  /** The rows that were counted: a query, or the name of an exported table that is exactly those. More than a quarter of a million are not written again: the figure leads to the table that holds them. */
  readonly rows?: Sql | string
  /** Where the rows are written, instead of a file in rows/ that the figure names. */
  readonly path?: string
  /** A figure that counts the same rows: its file serves both. */
  readonly same?: Ref
  /** The value as an exact decimal; the number is then for drawing only. */
  readonly exact?: string
  /** The table in which the figure stands, where the rows are not kept. */
  readonly source?: string
}

export interface RowFile {
  readonly path: string
  readonly query: Sql
}

/** Rows up to which a figure has a sheet of its own. */
const sheetRows = 250_000

/** A share in percent with one decimal; 0 of 0 is no share. */
export const percentOf = (value: number, of: number): number | undefined => (of === 0 ? undefined : Math.round((value / of) * 1000) / 10)

/** Collects the figures of a report, and the row files that they lead to. */
export class Figures {
  readonly all: Record<string, Figure> = {}
  readonly rowFiles: RowFile[] = []
  readonly #paths = new Set<string>()

  constructor(private readonly files: readonly ReportFile[]) {}

  /** Adds a figure; a name stands once. */
  add(name: string, value: number, { unit, of, rows, path, same, exact, source }: FigureOptions): Ref {
    if (Object.hasOwn(this.all, name)) throw new Error(`figure ${name} is there already`)
    const percent = of === undefined ? undefined : percentOf(value, of)
    const shared = same === undefined ? undefined : this.all[same.figure]?.rows
    const rowFile = shared ?? (value === 0 || rows === undefined ? undefined : typeof rows === 'string' ? this.file(rows) : path !== undefined ? this.#rowFileAt(path, rows) : value > sheetRows ? this.#tableOf(rows) : this.#rowFile(name, rows))
    const sourceFile = source === undefined ? undefined : this.file(source)
    this.all[name] = {
      value,
      unit,
      ...(exact === undefined ? {} : { exact }),
      ...(of === undefined ? {} : { of }),
      ...(percent === undefined ? {} : { percent }),
      ...(rowFile === undefined ? {} : { rows: rowFile }),
      ...(sourceFile === undefined || rowFile !== undefined ? {} : { source: sourceFile }),
    }
    return { figure: name }
  }

  /** Adds an amount, or another number that only a decimal text holds in full. */
  decimal(name: string, exact: string, options: Omit<FigureOptions, 'exact'>): Ref {
    return this.add(name, Number(exact), { ...options, exact })
  }

  /** The CSV of an exported table, else its Parquet file. */
  file(table: string): string | undefined {
    const found = this.files.find((file) => file.table === table)
    return found?.csv ?? found?.parquet
  }

  has(name: string): boolean {
    return name in this.all
  }

  value(ref: Ref): number {
    const figure = this.all[ref.figure]
    if (figure === undefined) throw new Error(`no figure ${ref.figure}`)
    return figure.value
  }

  /** The first table of the run folder that a query reads: it holds the rows that are too many for a sheet of their own, among others. */
  #tableOf(query: Sql): string | undefined {
    const read = query.pieces.join(' ').matchAll(/\b(?:from|join)\s+"?(\w+)"?/gu)
    for (const [, table = ''] of read) {
      const file = this.file(table)
      if (file !== undefined) return file
    }
    return undefined
  }

  #rowFileAt(path: string, query: Sql): string {
    this.rowFiles.push({ path, query })
    return path
  }

  #rowFile(name: string, query: Sql): string {
    const stem = `rows/${name.replaceAll(/[^A-Za-z0-9_.-]+/g, '_').slice(0, 180)}`
    let path = `${stem}.csv`
    for (let no = 2; this.#paths.has(path.toLowerCase()); no += 1) path = `${stem}_${no}.csv`
    this.#paths.add(path.toLowerCase())
    this.rowFiles.push({ path, query })
    return path
  }
}

export const cell = (value: string | number | null | undefined): Text => (value === null || value === undefined || value === '' ? [] : [String(value)])
