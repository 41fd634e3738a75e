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

const capacity = 1 << 18

/** A CSV file written as its rows come, at bounded memory. */
export class Table {
  rows = 0
  readonly #file: number
  readonly #delimiter: string
  readonly #encoding: 'utf8' | 'latin1'
  readonly #buffer = Buffer.allocUnsafe(capacity)
  #used = 0

  constructor(
    folder: string,
    readonly name: string,
    private readonly columns: readonly string[],
    { delimiter = ',', encoding = 'utf8' }: TableOptions = {},
  ) {
    this.#delimiter = delimiter
    this.#encoding = encoding
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
    const line = `${cells.map((value) => cell(value, this.#delimiter)).join(this.#delimiter)}\n`
    const most = line.length * 3
    if (most > capacity) throw new RangeError(`${this.name}: a row of ${line.length} characters`)
    if (this.#used + most > capacity) this.#flush()
    this.#used += this.#buffer.write(line, this.#used, this.#encoding)
  }

  #flush(): void {
    writeFileSync(this.#file, this.#buffer.subarray(0, this.#used))
    this.#used = 0
  }
}
