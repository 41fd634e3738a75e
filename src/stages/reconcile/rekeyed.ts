import { id, joinSql, sql, type Sql } from '../../engine/sql.js'
import type { Plan, PlanExtract } from '../plan.js'
import type { TablePart, TableSpec } from '../stage.js'
import { comparedOf, normalForm, type Compared, type ComparedField } from './compared.js'
import { recordsOf } from './keys.js'

/** Cells that must agree for two keys to be proposed as one. */
const leastCells = 3

const rawContent = (fields: readonly ComparedField[]): Sql => sql`hash(${joinSql(fields.map(({ name }) => sql`r.${id(name)}`))})`
const filled = (fields: readonly ComparedField[]): Sql =>
  joinSql(fields.map(({ name }) => sql`case when r.${id(name)} is null then 0 else 1 end`), sql` + `)

/** Rows of an extract under other keys, told apart by all else that they hold, in its normal form. */
const contentOf = (compared: Compared, fields: readonly ComparedField[], extract: PlanExtract): Sql =>
  sql`md5(concat_ws(chr(31), ${joinSql(fields.map((field) => sql`coalesce(${normalForm(compared, field, sql`r.${id(field.name)}`, sql`${extract.id}`)}, '')`))}))`

const none = sql`select null::varchar as system, null::varchar as a, null::varchar as b, null::varchar as kind, null::varchar as source_system, null::varchar as old_key,
  null::varchar as new_key, null::bigint as agreeing where false`

const delivered = ({ fields, delivers }: Compared, ...extracts: readonly PlanExtract[]): ComparedField[] =>
  fields.filter(({ name }) => extracts.every(({ seq }) => delivers(seq, name)))

/** A key that vanished and one that appeared whose rows agree in all else, where no other row of either extract does. */
function rekeyed(compared: Compared, a: PlanExtract, b: PlanExtract): Sql {
  const { system, rows } = compared
  const fields = delivered(compared, a, b)
  if (fields.length < leastCells) return none
  const side = (extract: PlanExtract, kind: string): Sql => sql`
    select r.source_system, r.record_key, ${contentOf(compared, fields, extract)} as content, ${rawContent(fields)} as raw, ${filled(fields)} as filled
    from ${rows(extract.seq)} r
    semi join (select * from row_change where system = ${system.name} and grain = 'row' and a = ${a.id} and b = ${b.id} and kind = ${kind}) c
      on c.source_system = r.source_system and c.key = r.record_key
    where ${filled(fields)} >= ${leastCells}`
  const only = (extract: PlanExtract, own: Sql): Sql => sql`
    select h.raw from (select ${rawContent(fields)} as raw from ${rows(extract.seq)} r) h semi join ${own} m on m.raw = h.raw group by h.raw having count(*) = 1`
  return sql`
  select ${system.name}, ${a.id}, ${b.id}, 'rekeyed', g.source_system, g.record_key, c.record_key, cast(g.filled as bigint)
  from (${side(a, 'removed')}) g
  join (${side(b, 'added')}) c on c.source_system = g.source_system and c.content = g.content
  semi join (${only(a, sql`(${side(a, 'removed')})`)}) x on x.raw = g.raw
  semi join (${only(b, sql`(${side(b, 'added')})`)}) y on y.raw = c.raw`
}

/** Two keys of one extract, and no more than two, whose rows agree in all else. */
function twice(compared: Compared, extract: PlanExtract): Sql {
  const { system, rows } = compared
  const fields = delivered(compared, extract)
  if (fields.length < leastCells) return none
  // The hashes that two rows share are found first: they are few, and carrying keys through the grouping of all rows costs several times as much.
  return sql`
  select ${system.name}, ${extract.id}, ${extract.id}, 'twice', min(r.source_system), min(r.record_key), max(r.record_key), cast(min(${filled(fields)}) as bigint)
  from ${rows(extract.seq)} r
  semi join (
    select h.raw from (select ${rawContent(fields)} as raw from ${rows(extract.seq)} r) h group by h.raw having count(*) = 2
  ) s on s.raw = ${rawContent(fields)}
  where ${filled(fields)} >= ${leastCells}
  group by r.source_system, ${joinSql(fields.map(({ name }) => sql`r.${id(name)}`))} having count(*) = 2 and min(r.record_key) < max(r.record_key)`
}

/** Keys proposed as one: never assumed to be, and named only where nothing else in the extracts looks alike. */
export function rekeyProposal(plan: Plan): TableSpec {
  const compared = comparedOf(plan).filter(({ grain }) => grain === 'row')
  const parts: TablePart[] = compared.flatMap((one) =>
    one.system.extracts.map((b, index) => {
      const a = one.system.extracts[index - 1]
      const label = a === undefined ? b.id : `${a.id} and ${b.id}`
      return { label, slots: { proposals: joinSql([none, ...(a === undefined ? [] : [rekeyed(one, a, b)]), twice(one, b)], sql` union all `) } }
    }),
  )
  return {
    table: 'found_alike',
    reads: ['row_change', 'set_aside', ...compared.map(({ system }) => recordsOf(system))],
    internal: true,
    parts: () => (parts.length === 0 ? [{ label: 'none', slots: { proposals: none } }] : parts),
  }
}
