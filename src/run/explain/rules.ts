import type { Database } from '../../engine/database.js'
import { id, joinSql, sql, trustedFile, type Sql } from '../../engine/sql.js'
import type { NamedMention } from './mentions.js'

export interface RuleVerdict {
  readonly rule: string
  readonly finds: boolean
  /** Why it does not bring the two together; absent where it does. */
  readonly why?: string
}

interface Rule {
  readonly rule: string
  readonly max_pairs: number
  readonly chosen: boolean
}

/** Keys of a rule, as columns of block_atom. */
const keysOf = (rule: string): string[] => (rule === 'every pair' ? [] : rule.split(' + '))

async function pairsOfBlock(database: Database, keys: readonly string[], mention: number, within: boolean): Promise<number> {
  const same = keys.map((key) => sql`a.${id(key)} = (select ${id(key)} from block_atom where mention_id = ${mention})`)
  const { l, r } = await database.row<{ l: number; r: number }>(
    sql`select count(*) filter (where on_left) as l, count(*) filter (where on_right) as r from block_atom a where ${same.length === 0 ? sql`true` : joinSql(same, sql` and `)}`,
  )
  return within ? (l * (l - 1)) / 2 : l * r
}

async function judge(database: Database, { rule, max_pairs: most, chosen }: Rule, left: NamedMention, right: NamedMention): Promise<RuleVerdict> {
  const keys = keysOf(rule)
  const differing: string[] = []
  const missing: string[] = []
  for (const key of keys) {
    const values = await database.rows<{ v: string | null }>(
      sql`select cast(${id(key)} as varchar) as v from block_atom where mention_id in (${left.mention_id}, ${right.mention_id}) order by mention_id`,
    )
    if (values.some(({ v }) => v === null)) missing.push(key)
    else if (values[0]?.v !== values[1]?.v) differing.push(key)
  }
  if (missing.length > 0) return { rule, finds: false, why: `${missing.join(', ')} missing on a side` }
  if (differing.length > 0) return { rule, finds: false, why: `${differing.join(', ')} differ` }
  if (!chosen) return { rule, finds: false, why: 'the rule did not fit the budget of pairs' }
  const pairs = await pairsOfBlock(database, keys, left.mention_id, left.population === right.population)
  return pairs > most ? { rule, finds: false, why: `the block makes ${pairs} pairs, more than ${most}` } : { rule, finds: true }
}

/** What each blocking rule of a match says of two mentions; `atoms` is the run's own SQL of their keys. */
export async function judgeRules(database: Database, suffix: string, atoms: string, left: NamedMention, right: NamedMention): Promise<RuleVerdict[]> {
  const select: Sql = trustedFile([atoms])
  await database.run(sql`create or replace temp table block_atom as ${select}`)
  const rules = await database.rows<Rule>(sql`select rule, max_pairs, chosen from ${id(`block_rule_${suffix}`)} order by rule_no`)
  const verdicts: RuleVerdict[] = []
  for (const rule of rules) verdicts.push(await judge(database, rule, left, right))
  return verdicts
}
