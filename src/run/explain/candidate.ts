import type { Database } from '../../engine/database.js'
import { sql } from '../../engine/sql.js'
import type { Config } from '../../config/schema.js'
import { isPair } from './collective.js'
import type { FolderMatch } from './folder.js'
import type { NamedMention } from './mentions.js'
import type { RuleVerdict } from './rules.js'
import type { ExplainedScore } from './score.js'

/** What became of a pair: a candidate; below the floor by itself, or by what other pairs say; brought together by no rule. */
export type Outcome = 'candidate' | 'below_floor' | 'below_floor_collectively' | 'not_found'

/** A pair as candidates.csv has it. */
export interface Listed {
  readonly match_weight: number
  readonly probability: number
  readonly band: string
  readonly found_by: string
  readonly damage_weight: number
  readonly alternative_weight: number
  readonly calibration_weight: number
  readonly collective_weight: number
  readonly source_weight: number
  readonly [evidence: string]: string | number | boolean | null
}

export async function listedPair(database: Database, { match }: FolderMatch, left: NamedMention, right: NamedMention): Promise<Listed | undefined> {
  const [found] = await database.rows<Listed>(sql`select * from candidate where match = ${match} and ${isPair(left, right)}`)
  return found
}

const near = (a: unknown, b: number): boolean => Math.abs(Number(a) - b) < 0.0015

const differs = (what: string, said: number, again: number): string[] => (near(said, again) ? [] : [`${what}: ${said} in the table, ${again} scored again`])

/** Where the table of candidates says something else than the pair scored again. */
export function differences(listed: Listed, score: ExplainedScore): string[] {
  const own = listed.match_weight - listed.collective_weight - listed.calibration_weight
  return [
    ...score.comparisons.flatMap(({ comparison, level, weight }) => {
      const [label, bits] = [listed[`${comparison}_level`], listed[`${comparison}_weight`]]
      return label === level && near(bits, weight) ? [] : [`${comparison}: ${String(label)} ${String(bits)} in the table, ${level} ${weight} scored again`]
    }),
    ...differs('errors that come together', listed.damage_weight, score.damage_weight),
    ...differs('relatives and namesakes', listed.alternative_weight, score.alternative_weight),
    ...differs('the pair by itself', Math.round(own * 1e4) / 1e4, score.own_weight),
  ]
}

export function outcomeOf(listed: Listed | undefined, { own_probability: own }: ExplainedScore, rules: readonly RuleVerdict[], { floor }: Config): { outcome: Outcome; reason: string } {
  const found = rules.filter(({ finds }) => finds).length
  if (listed !== undefined) {
    const by = found === 0 ? 'no rule found it; it was compared because clusters asked for it' : `found by ${listed.found_by}`
    return { outcome: 'candidate', reason: `a candidate, in the band ${listed.band}: ${by}` }
  }
  if (found === 0) return { outcome: 'not_found', reason: `no candidate: no blocking rule brings the two together; by itself the pair would have had the probability ${own}` }
  return own < floor
    ? { outcome: 'below_floor', reason: `no candidate: compared, and by itself below the floor (probability ${own}, floor ${floor})` }
    : { outcome: 'below_floor_collectively', reason: `no candidate: ${own} by itself, but below the floor of ${floor} after what other pairs, sources and clusters say` }
}
