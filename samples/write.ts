import { closeSync, openSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export type Cell = string | number

/** One CSV cell, quoted only where RFC 4180 asks for it. */
export const cell = (value: Cell, delimiter = ','): string => {
  const text = String(value)
  return text.includes('"') || text.includes('\n') || text.includes('\r') || text.includes(delimiter) ? `"${text.replaceAll('"', '""')}"` : text
}

export interface TableOptions {
  readonly delimiter?: string
  /** latin1 gives windows-1252 for the letters that names hold. */
  readonly encoding?: 'utf8' | 'latin1'
}

const chunk = 1 << 20

/** A CSV file written as its rows come, at bounded memory. */
export class Table {
  rows = 0
  readonly #file: number
  #pending: string[] = []
  #size = 0

  constructor(
    folder: string,
    readonly name: string,
    private readonly columns: readonly string[],
    private readonly options: TableOptions = {},
  ) {
    this.#file = openSync(join(folder, name), 'w')
    this.#line(columns)
  }

  row(cells: readonly Cell[]): void {
    if (cells.length !== this.columns.length) throw new RangeError(`${this.name}: ${cells.length} cells for ${this.columns.length} columns`)
    this.rows += 1
    this.#line(cells)
  }

  close(): void {
    this.#flush()
    closeSync(this.#file)
  }

  #line(cells: readonly Cell[]): void {
    const delimiter = this.options.delimiter ?? ','
    let line = ''
    for (const [at, value] of cells.entries()) line += (at === 0 ? '' : delimiter) + cell(value, delimiter)
    this.#pending.push(line)
    this.#size += line.length + 1
    if (this.#size >= chunk) this.#flush()
  }

  #flush(): void {
    if (this.#pending.length === 0) return
    writeFileSync(this.#file, Buffer.from(`${this.#pending.join('\n')}\n`, this.options.encoding ?? 'utf8'))
    this.#pending = []
    this.#size = 0
  }
}
