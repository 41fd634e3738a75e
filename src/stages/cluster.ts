import { sql, joinSql } from '../engine/sql.js'
import { UnionFind } from '../model/union-find.js'
import type { Plan } from './plan.js'
import type { Stage, StageContext } from './stage.js'

/** Mentions in one entity beyond which it is said: few people have so many records, and one wrong link can join two crowds. */
const suspicious = 100

/** The number of members of the largest set. */
function largest(roots: Int32Array): number {
  const sizes = new Int32Array(roots.length)
  let most = 0
  for (const root of roots) {
    const size = (sizes[root] ?? 0) + 1
    sizes[root] = size
    if (size > most) most = size
  }
  return most
}

/** Mentions joined by links, however many steps apart: union-find, since recursive SQL takes more than ten times as long. */
async function components(context: StageContext): Promise<void> {
  const { database } = context
  const mentions = await database.count('mention')
  const sets = new UnionFind(mentions + 1)
  for await (const [left = [], right = []] of database.chunks(sql`select left_mention, right_mention from link`)) {
    left.forEach((mention, row) => sets.join(Number(mention), Number(right[row])))
  }
  const roots = sets.roots()
  const most = largest(roots)
  if (most > suspicious) {
    context.emit({ kind: 'note', level: 'warning', text: `the largest entity has ${most} mentions: links may have joined different people; see entity_size.csv, or raise cluster.threshold` })
  }
  await database.run(sql`create temp table component (mention_id integer, root integer)`)
  const members = Int32Array.from({ length: mentions }, (_, index) => index + 1)
  await database.appendIntegers('component', [members, roots.slice(1)])
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
