import { id, joinSql, sql, type Sql } from '../engine/sql.js'
import { template } from '../engine/template.js'
import { Blocks } from '../model/block-pairs.js'
import { ownArray } from '../model/grouping.js'
import type { ChosenRule } from './block/rules.js'
import { tableOf, type PlanMatch } from './plan.js'
import type { StageContext } from './stage.js'

/** Members of blocks that are sorted at once, about: of few mentions the rules are read together, since a statement takes its while however few rows it is about. */
const rowsAtOnce = 400_000

/** The members of the blocks of some rules: a query. */
const blockList = (match: PlanMatch, rules: readonly ChosenRule[]): Sql =>
  template('score', 'block_list', { members: id(tableOf('block_member', match)), rules: joinSql(rules.map(({ rule_no: no }) => sql`${no}`)) })

/** Reads the blocks of the rules of a match, each by its place among them; `sides` by the number of a mention, as Blocks takes them. */
export async function readBlocks(context: StageContext, match: PlanMatch, rules: readonly ChosenRule[], sides: Uint8Array, allocate = ownArray): Promise<Blocks> {
  const blocks = new Blocks(rules.length, sides, match.within, allocate(rules.length * sides.length))
  const placeOf: number[] = []
  for (const [place, { rule_no: no }] of rules.entries()) placeOf[no] = place
  const rows = await context.database.count(tableOf('block_member', match))
  const atOnce = Math.max(1, Math.floor((rowsAtOnce * rules.length) / Math.max(1, rows)))
  for (let at = 0; at < rules.length; at += atOnce) {
    const select = blockList(match, rules.slice(at, at + atOnce))
    if (at === 0) context.saveSql(`block_list_${match.suffix}`, select)
    const add = blocks.adder(placeOf)
    for await (const members of context.database.numbers(select)) add(members)
  }
  return blocks
}
