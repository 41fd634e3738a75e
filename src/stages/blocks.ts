import { id, type Sql } from '../engine/sql.js'
import { template } from '../engine/template.js'
import { Blocks } from '../model/block-pairs.js'
import type { ChosenRule } from './block/rules.js'
import { tableOf, type PlanMatch } from './plan.js'
import type { StageContext } from './stage.js'

/** The members of the blocks of a rule: a query. */
export const blockList = (match: PlanMatch, { rule_no: rule }: ChosenRule): Sql => template('score', 'block_list', { members: id(tableOf('block_member', match)) }, { rule_no: rule })

/** Reads the blocks of the rules of a match, each by its place among them; `sides` by the number of a mention, as Blocks takes them. */
export async function readBlocks({ database }: StageContext, match: PlanMatch, rules: readonly ChosenRule[], sides: Uint8Array): Promise<Blocks> {
  const blocks = new Blocks(rules.length, sides, match.within)
  for (const [index, rule] of rules.entries()) {
    const add = blocks.adder(index)
    for await (const members of database.numbers(blockList(match, rule))) add(members)
  }
  return blocks
}
