import { id, joinSql, sql, type Sql, unionAll } from '../../engine/sql.js'
import { compositeOf, tableOf, type Plan, type PlanSystem } from '../plan.js'
import type { Identity, Stage, TableSpec } from '../stage.js'
import { cellsOf, compositeTables, settledCells } from './composite.js'

/** Cells up to which every one of a system's composite is listed with its source; beyond, only those of records that several rows make. */
const mostListed = 5_000_000

const several = (plan: Plan): PlanSystem[] => plan.systems.filter(({ extracts }) => extracts.length > 1)

const noLine = sql`select null::varchar as system, null::varchar as source_system, null::varchar as key, null::varchar as field, null::varchar as value,
  null::integer as extract_seq, null::bigint as source_line, null::varchar as rule, null::bigint as alternatives where false`

const lineOf = (system: PlanSystem): Sql => sql`
  select ${system.name} as system, c.source_system, c.record_key as key, c.field, c.value, c.source_seq as extract_seq, r.source_line, c.rule, c.distinct_values - c.kept_values as alternatives
  from ${id(cellsOf(system))} c
  join (
    select r.extract_seq, r.source_system, r.record_key, r.source_line
    from ${id(tableOf('source_records', system))} r
    semi join ${id(`unsettled_key_${system.suffix}`)} u on u.source_system = r.source_system and u.record_key = r.record_key
    anti join set_aside s on s.extract_id = r.extract_id and s.source_line = r.source_line
  ) r on r.extract_seq = c.source_seq and r.source_system = c.source_system and r.record_key = c.record_key
  where c.kept`

function lineage(plan: Plan): TableSpec {
  const systems = several(plan)
  return {
    table: 'composite_lineage',
    reads: ['extract', 'set_aside', ...systems.flatMap((system) => [cellsOf(system), compositeOf(system), `unsettled_key_${system.suffix}`, tableOf('source_records', system)])],
    slots: async (context) => {
      const lines: Sql[] = [noLine]
      for (const system of systems) {
        lines.push(lineOf(system))
        const counted = sql`(select ${joinSql(system.fields.map((field) => sql`count(${id(field)})`), sql` + `)} from ${id(compositeOf(system))} where composed_from is not null)`
        const { cells } = await context.database.row<{ cells: number }>(sql`select ${counted} as cells`)
        if (cells <= mostListed) lines.push(sql`select *, 0 from (${settledCells(system)})`)
        else context.emit({ kind: 'note', level: 'info', text: `${system.name}: ${cells} cells of the composite come from one row each; it is named once a record, in composed_from and composed_line, and not again for each cell` })
      }
      return { lines: joinSql(lines, unionAll) }
    },
  }
}

function conflicts(plan: Plan): TableSpec {
  const parts = several(plan).map((system) => sql`select ${system.name} as system, * from ${id(cellsOf(system))}`)
  const none = sql`select null::varchar as system, null::varchar as source_system, null::varchar as record_key, null::varchar as field, null::varchar as rule, null::varchar as value,
    0 as extracts, 0 as first_seq, 0 as last_seq, 0 as best_seq, 0 as source_seq, 0 as standing, false as kept, 0 as kept_values, 0 as distinct_values limit 0`
  return {
    table: 'composite_conflict',
    reads: ['extract', ...several(plan).map(cellsOf)],
    slots: { cells: parts.length === 0 ? none : joinSql(parts, unionAll) },
  }
}

function identities(plan: Plan): Identity[] {
  return plan.systems.flatMap((system) => {
    const made = { identity: 'I12 records = usable keys of all extracts', scope: system.name, lhs: sql`select count(*) from ${id(compositeOf(system))}`, rhs: system.extracts.length > 1 ? sql`select coalesce(sum(keys), 0) from overlap_pattern where system = ${system.name} and grain = 'row'` : sql`select count(*) from usable_key where system = ${system.name} and grain = 'row'` }
    if (system.extracts.length < 2) return [made]
    const cells = id(cellsOf(system))
    return [
      made,
      {
        identity: 'I12 distinct values of composed cells = kept + rejected',
        scope: system.name,
        lhs: sql`select count(*) from ${cells}`,
        rhs: sql`select (select count(*) from ${cells} where kept) + (select count(*) from composite_conflict where system = ${system.name})`,
      },
      {
        identity: 'I12 lines of lineage = kept values',
        scope: system.name,
        lhs: sql`select count(*) from composite_lineage l semi join ${id(`unsettled_key_${system.suffix}`)} c on c.source_system = l.source_system and c.record_key = l.key where l.system = ${system.name}`,
        rhs: sql`select count(*) from ${cells} where kept`,
      },
    ]
  })
}

/** One record per key from all extracts of a system, with the source of every cell and the values that were not kept. */
export const compose: Stage = {
  name: 'compose',
  tables: (plan) => [...plan.systems.flatMap((system) => compositeTables(system, plan.systems.length === 1)), lineage(plan), conflicts(plan)],
  identities,
}
