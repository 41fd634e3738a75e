import type { Attempt, Instant } from './attempt.js'

/** An instant that was tried, and what was found. */
export interface TriedInstant {
  readonly instant: Instant
  readonly found: Attempt
}

const row = (title: string, done: readonly TriedInstant[]): string => {
  const killed = done.filter(({ found }) => found.killedIn !== undefined)
  const within = killed.filter(({ found }) => found.within).length
  const after = killed.filter(({ found }) => found.goneOnAfter > 0 && !found.within).length
  return `| ${title} | ${done.length} | ${killed.length} | ${after} | ${within} | ${done.filter(({ found }) => found.faults.length > 0).length} |\n`
}

/** The attempts as a Markdown table: how many were tried, how many were killed before they had ended, how many went on after a stage, how many within one, how many failed. */
export const tableText = (done: readonly TriedInstant[]): string =>
  [
    '| killed | tried | killed before its end | went on after a stage | went on within a stage | failures |\n|---|---|---|---|---|---|\n',
    row('as a stage or a piece of the finishing begins', done.filter(({ instant }) => 'boundary' in instant)),
    row('at a random instant', done.filter(({ instant }) => 'share' in instant)),
    row('together', done),
  ].join('')
