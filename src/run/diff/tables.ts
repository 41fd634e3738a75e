import type { Database } from '../../engine/database.js'
import { id, joinSql, sql, type Sql } from '../../engine/sql.js'
import type { CandidateChanges, ChangedCandidate, ChangedFinding, EntityChanges } from './difference.js'

/** Rows of candidates that a difference lists itself. */
const listedRows = 200

const mentionOf = (side: 'left' | 'right'): Sql[] => ['system', 'id', 'role', 'ordinal'].map((part) => id(`${side}_${part}`))
const pairKey = joinSql([...mentionOf('left'), ...mentionOf('right')])

/** `column: before → after` of the columns that are not the same, one after another; null where all are. */
const movedColumns = (columns: readonly string[]): Sql => {
  if (columns.length === 0) return sql`cast(null as varchar)`
  const told = columns.map((name) => sql`case when b.${id(name)} is distinct from a.${id(name)} then ${`${name}: `} || coalesce(cast(b.${id(name)} as varchar), '–') || ' → ' || coalesce(cast(a.${id(name)} as varchar), '–') end`)
  return sql`nullif(concat_ws('; ', ${joinSql(told)}), '')`
}

/** Makes `changed_candidate` of `candidate_before` and `candidate_after`, and counts it. */
export async function changedCandidates(database: Database): Promise<CandidateChanges> {
  const [before, after] = [await database.columns('candidate_before'), await database.columns('candidate_after')]
  const both = before.filter((column) => after.includes(column))
  const levels = both.filter((column) => column.endsWith('_level'))
  const weights = both.filter((column) => column.endsWith('_weight') && column !== 'match_weight')
  const inBoth = sql`b.left_id is not null and a.left_id is not null`
  await database.run(sql`create temp table changed_candidate as
    select ${pairKey},
      case when b.left_id is null then 'new' when a.left_id is null then 'gone' when b.band is distinct from a.band then 'moved' else 'scored' end as change,
      b.band as band_before, a.band as band_after, b.probability as probability_before, a.probability as probability_after,
      b.match_weight as match_weight_before, a.match_weight as match_weight_after,
      case when ${inBoth} then ${movedColumns(levels)} end as evidence, case when ${inBoth} then ${movedColumns(weights)} end as weights
    from candidate_before b full join candidate_after a using (${pairKey})
    where b.left_id is null or a.left_id is null or b.band is distinct from a.band or b.probability is distinct from a.probability or b.match_weight is distinct from a.match_weight`)
  const counts = new Map((await database.rows<{ change: string; n: number }>(sql`select change, count(*) as n from changed_candidate group by change`)).map(({ change, n }) => [change, n]))
  const moves = await database.rows<{ from: string; to: string; pairs: number }>(
    sql`select band_before as "from", band_after as "to", count(*) as pairs from changed_candidate where change = 'moved' group by all order by all`,
  )
  const counted = levels.map((name) => sql`select ${name} as "column", count(*) filter (where concat('; ', evidence) like ${`%; ${name.replaceAll('_', '$_')}: %`} escape '$') as pairs from changed_candidate`)
  const evidence = counted.length === 0 ? [] : await database.rows<{ column: string; pairs: number }>(sql`select * from (${joinSql(counted, sql` union all `)}) where pairs > 0 order by pairs desc, "column"`)
  const rows = await database.rows<ChangedCandidate>(sql`select * replace (cast(probability_before as double) as probability_before, cast(probability_after as double) as probability_after,
    cast(match_weight_before as double) as match_weight_before, cast(match_weight_after as double) as match_weight_after)
    from changed_candidate where change <> 'scored' order by all limit ${listedRows}`)
  return { new: counts.get('new') ?? 0, gone: counts.get('gone') ?? 0, moved: counts.get('moved') ?? 0, scored: counts.get('scored') ?? 0, moves, evidence, rows }
}

/** Makes `changed_entity`, a row a mention of an entity that changed, of `entity_before` and `entity_after`, and counts it. */
export async function changedEntities(database: Database): Promise<EntityChanges> {
  await database.run(sql`create temp table entity_pair as select system, id, role, ordinal, b.entity_id as entity_before, a.entity_id as entity_after
    from entity_before b full join entity_after a using (system, id, role, ordinal)`)
  await database.run(sql`create temp table merged_entity as select entity_after from entity_pair where entity_before is not null and entity_after is not null group by entity_after having count(distinct entity_before) > 1`)
  await database.run(sql`create temp table split_entity as select entity_before from entity_pair where entity_before is not null and entity_after is not null group by entity_before having count(distinct entity_after) > 1`)
  await database.run(sql`create temp table changed_entity as select * from (
    select case when entity_before is null then 'new' when entity_after is null then 'gone'
        when m.entity_after is not null and s.entity_before is not null then 'merged and split' when m.entity_after is not null then 'merged' when s.entity_before is not null then 'split'
        when p.entity_before <> p.entity_after then 'renamed' end as change,
      p.entity_before, p.entity_after, p.system, p.id, p.role, p.ordinal
    from entity_pair p left join merged_entity m using (entity_after) left join split_entity s using (entity_before)) c where change is not null`)
  return await database.row<EntityChanges>(sql`select (select count(*) from merged_entity) as merged, (select count(*) from split_entity) as split,
    (select count(distinct entity_before) from changed_entity where change = 'renamed') as renamed,
    (select count(*) from changed_entity where change = 'new') as new_mentions, (select count(*) from changed_entity where change = 'gone') as gone_mentions`)
}

/** Findings whose counts are not the same, by rule, system, field, extract and period, of `finding_before` and `finding_after`. */
export async function changedFindings(database: Database): Promise<ChangedFinding[]> {
  const key = joinSql(['rule', 'system', 'field', 'extract_id', 'period', 'severity'].map((name) => id(name)))
  const side = (table: string, which: string): Sql => sql`select ${key}, cast(sum(failing) as bigint) as ${id(`failing_${which}`)}, cast(sum(tested) as bigint) as ${id(`tested_${which}`)}, 1 as ${id(`in_${which}`)} from ${id(table)} group by all`
  const united = sql`select ${key}, max(failing_before) as failing_before, max(failing_after) as failing_after, max(tested_before) as tested_before, max(tested_after) as tested_after,
    max(in_before) as in_before, max(in_after) as in_after from (
      select * from (${side('finding_before', 'before')}) b union all by name select * from (${side('finding_after', 'after')}) a) u group by all`
  await database.run(sql`create temp table changed_finding as select ${key}, case when in_before is null then 'new' when in_after is null then 'gone' else 'changed' end as change,
    failing_before, failing_after, tested_before, tested_after from (${united}) d
    where in_before is null or in_after is null or failing_before is distinct from failing_after or tested_before is distinct from tested_after`)
  return await database.rows<ChangedFinding>(sql`select ${key}, change, failing_before, failing_after from changed_finding order by all`)
}
