import { sql } from '../engine/sql.js'
import { comparisonsOf } from '../stages/comparisons.js'
import type { PlanMatch } from '../stages/plan.js'
import { foundOneToOne, usedRules, type Ran } from './chosen.js'

const bestShown = 5

async function rulesLine({ database }: Ran, match: PlanMatch): Promise<string> {
  const rules = await usedRules(database, match)
  const pairs = rules.reduce((sum, rule) => sum + rule.pairs, 0)
  const best = rules.toSorted((a, b) => (b.gain ?? 0) - (a.gain ?? 0)).slice(0, bestShown)
  const named = best.length === 0 ? '' : `; ${rules.length <= bestShown ? '' : match.rules === undefined ? 'the best: ' : 'the first: '}${best.map(({ rule }) => rule).join('; ')}`
  return `${rules.length} blocking ${rules.length === 1 ? 'rule' : 'rules'} ${match.rules === undefined ? 'chosen' : 'as given'}, ${pairs.toLocaleString('en-US')} pairs with those found twice${named}`
}

async function trainingLine({ database }: Ran, match: PlanMatch): Promise<string[]> {
  const [row] = await database.rows<{ expected: number | null; iterations: number; converged: boolean; failure: string | null }>(
    sql`select expected_matches as expected, iterations, converged, failure from training where match = ${match.name} and class = 'match'`,
  )
  if (row === undefined) return []
  const how =
    row.failure !== null ? `the default model, training failed: ${row.failure}` : row.iterations === 0 ? 'parameters as given' : `trained in ${row.iterations} rounds${row.converged ? '' : ', not converged'}`
  return [`${how}; ${(row.expected ?? 0).toFixed(0)} matches expected among the pairs of training`]
}

function oneToOneLine(ran: Ran, match: PlanMatch): string {
  const said = match.config.one_to_one
  if (said !== undefined) return `one to one: ${said ? 'yes' : 'no'}, as given`
  const found = foundOneToOne(ran, match)
  if (found.length === 0) return 'one to one: not asked, nothing links two sources'
  const yes = found.filter(Boolean).length
  return `one to one: ${yes === found.length ? 'yes' : yes === 0 ? 'no' : `between ${yes} of ${found.length} pairs of sources`}, found from the data`
}

/** What was chosen for a match, in a few lines. */
export async function toldChosen(ran: Ran, match: PlanMatch): Promise<string[]> {
  const names = comparisonsOf(ran.plan, match).map(({ name }) => name)
  const lines = [await rulesLine(ran, match), `compared: ${names.length === 0 ? 'nothing' : names.join(', ')}`, oneToOneLine(ran, match), ...(await trainingLine(ran, match))]
  return lines.map((line) => `${match.name}: ${line}`)
}
