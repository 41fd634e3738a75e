import type { Tried } from './tried.js'

const row = (title: string, done: readonly Tried[]): string => {
  const killed = done.filter(({ found }) => found.killedIn !== undefined)
  const wentOn = killed.filter(({ found }) => found.goneOnAfter > 0).length
  return `| ${title} | ${done.length} | ${killed.length} | ${wentOn} | ${done.filter(({ found }) => found.faults.length > 0).length} |\n`
}

/** The attempts as a Markdown table: how many were tried, how many were killed before they had ended, how many went on from a stage, how many failed. */
export const tableText = (done: readonly Tried[]): string =>
  [
    '| killed | tried | killed before its end | went on from a finished stage | failures |\n|---|---|---|---|---|\n',
    row('as a stage or a piece of the finishing begins', done.filter(({ instant }) => 'boundary' in instant)),
    row('at a random instant', done.filter(({ instant }) => 'share' in instant)),
    row('together', done),
  ].join('')
