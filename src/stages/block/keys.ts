import { id, joinSql, sql, type Sql } from '../../engine/sql.js'
import { tableOf, type BlockRule, type Plan, type PlanMatch } from '../plan.js'
import { atomsOf, keyName, keyValue, needsSortedNames, rulesOf } from './atoms.js'

export const atomsTable = (match: PlanMatch): Sql => id(tableOf('block_atom', match))

const atomNames = (plan: Plan, match: PlanMatch): Map<string, Sql> => {
  const keys = match.rules === undefined ? atomsOf(plan, match) : rulesOf(plan, match).flatMap((rule) => rule.keys)
  return new Map(keys.map((key) => [keyName(key), keyValue(plan, key)]))
}

/** The atoms of a match as columns, named as a config writes them. */
function atomColumns(plan: Plan, match: PlanMatch): Sql {
  const columns = [...atomNames(plan, match)].map(([name, value]) => sql`er_key(nullif(${value}, '')) as ${id(name)}`)
  return joinSql(columns)
}

/** What block_atom is made of: the atoms, and the mentions whose names are looked at word by word, none where no rule asks for them. */
export const atomSlots = (plan: Plan, match: PlanMatch): Readonly<Record<'atoms' | 'named', Sql>> => ({
  atoms: atomColumns(plan, match),
  named: needsSortedNames(plan, match) ? sql`mention` : sql`(select * from mention limit 0)`,
})

/** The key of a rule as one number; null where a part is missing. */
export function keyOf(rule: BlockRule): Sql {
  const [first, ...rest] = rule.keys.map((key) => id(keyName(key)))
  if (first === undefined) return sql`cast(1 as ubigint)`
  return rest.reduce((all, part) => sql`er_key_of(${all}, ${part})`, first)
}

/** The pairs that a block makes, over its mentions. */
export const pairsOf = (match: PlanMatch): Sql =>
  match.within ? sql`(count(*) * (count(*) - 1)) // 2` : sql`count(*) filter (where on_left) * count(*) filter (where on_right)`
