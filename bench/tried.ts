import { appendFileSync, existsSync, readFileSync } from 'node:fs'

/** What was tried, a line of JSON each in a file where one is named, so that a program that was stopped goes on. */
export class Tried<T> {
  readonly #tried: T[]

  constructor(private readonly file: string | undefined) {
    this.#tried = file === undefined || !existsSync(file) ? [] : readFileSync(file, 'utf8').split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as T)
  }

  get all(): readonly T[] {
    return this.#tried
  }

  add(tried: T): void {
    this.#tried.push(tried)
    if (this.file !== undefined) appendFileSync(this.file, `${JSON.stringify(tried)}\n`)
  }
}
