import { sql, joinSql } from '../engine/sql.js'
import { UnionFind } from '../model/union-find.js'
import type { Plan } from './plan.js'
import type { Stage, StageContext } from './stage.js'

/** Mentions joined by links, however many steps apart: union-find, since recursive SQL takes more than ten times as long. */
async function components({ database }: StageContext): Promise<void> {
  const mentions = await database.count('mention')
  const sets = new UnionFind(mentions + 1)
  for await (const [left = [], right = []] of database.chunks(sql`select left_mention, right_mention from link`)) {
    left.forEach((mention, row) => sets.join(Number(mention), Number(right[row])))
  }
  await database.run(sql`create temp table component (mention_id integer, root integer)`)
  const members = Int32Array.from({ length: mentions }, (_, index) => index + 1)
  await database.appendIntegers('component', [members, sets.roots().slice(1)])
}

const oneToOne = (plan: Plan) => {
  const names = plan.matches.filter((match) => match.config.one_to_one).map((match) => sql`${match.name}`)
  return names.length === 0 ? sql`false` : sql`match in (${joinSql(names)})`
}

/** Links to entities. */
export const cluster: Stage = {
  name: 'cluster',
  tables: (plan) => [
    { table: 'link', bulk: true, reads: ['candidate'], slots: { one_to_one: oneToOne(plan) }, params: ({ config }) => ({ threshold: config.cluster.threshold }) },
    { table: 'component', reads: ['link', 'mention'], internal: true, code: components },
    { table: 'entity', reads: ['component', 'mention'] },
    { table: 'entity_size', reads: ['entity'] },
  ],
  identities: () => [
    { identity: 'entity rows = mentions', scope: 'all systems', lhs: sql`select count(*) from entity`, rhs: sql`select count(*) from mention` },
    {
      identity: 'mentions in entities by size = mentions',
      scope: 'all systems',
      lhs: sql`select coalesce(sum(mentions * entities), 0) from entity_size`,
      rhs: sql`select count(*) from mention`,
    },
  ],
}
