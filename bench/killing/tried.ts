import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import type { Attempt, Instant } from './attempt.js'

/** An instant that was tried, and what was found. */
export interface Tried {
  readonly instant: Instant
  readonly found: Attempt
}

/** What was tried, in a file of a line each where one is named, so that a program that was stopped goes on. */
export class TriedInstants {
  readonly #tried: Tried[]

  constructor(private readonly file: string | undefined) {
    this.#tried = file === undefined || !existsSync(file) ? [] : readFileSync(file, 'utf8').split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Tried)
  }

  get all(): readonly Tried[] {
    return this.#tried
  }

  has(instant: Instant): boolean {
    return this.#tried.some((one) => isDeepStrictEqual(one.instant, instant))
  }

  add(tried: Tried): void {
    this.#tried.push(tried)
    if (this.file !== undefined) appendFileSync(this.file, `${JSON.stringify(tried)}\n`)
  }
}
