import { id, joinSql, sql, type Sql, unionAll } from '../engine/sql.js'
import { formColumns, nameOf, packedColumns, packer, type FormCell } from './form-kinds.js'
import { atFirst, forEach, type Going } from './pieces.js'
import type { StageContext } from './stage.js'

/** Into how many batches the texts of a kind fall. */
const batches = 512

export interface FormSource extends FormCell {
  readonly table: string
  readonly field: string
}

/** Telephone numbers of the usual layout need no parsing: a macro cleans them, so only the others get a form. */
const needsForm = ({ kind, separator, field }: FormSource): Sql =>
  kind === 'phone' && separator === undefined ? sql` and er_phone(${id(field)}) is null` : sql``

/**
 * Texts go to the call in batches, joined: a call for each costs more than most forms do. Marks that part them are characters that no form keeps, and so is the
 * mark of byte order, which the client takes off the first text of each batch: which one is the first must not matter.
 */
function formsOf(cell: FormCell, call: string, sources: readonly FormSource[]): Sql {
  const texts = sources.map((source) => sql`select ${id(source.field)} as value from ${id(source.table)} where ${id(source.field)} is not null${needsForm(source)}`)
  const places = new Map(packedColumns(cell).map((column, index) => [column, index + 1]))
  const columns = formColumns.map((column) => {
    const place = places.get(column)
    return place === undefined ? sql`cast(null as varchar) as ${id(column)}` : sql`nullif(unnest(string_split(split_part(packed, chr(31), ${place}), chr(29))), '') as ${id(column)}`
  })
  return sql`select ${nameOf(cell)} as kind, unnest(texts) as value, ${joinSql(columns)}
    from (select texts, ${id(call)}(array_to_string(list_transform(texts, lambda v_: replace(replace(v_, chr(29), ''), chr(65279), '')), chr(29))) as packed
      from (select list(value) as texts from (select distinct value from (${joinSql(texts, unionAll)})) group by hash(value) % ${batches}))`
}

const none = sql`select cast(null as varchar) as kind, cast(null as varchar) as value, ${joinSql(
  formColumns.map((column) => sql`cast(null as varchar) as ${id(column)}`),
)} limit 0`

/** Makes `value_form`: one row per kind and distinct text, with its normal forms. Each text is worked on once, however often it stands. */
export async function makeValueForms(context: Going & Pick<StageContext, 'database'>, sources: readonly FormSource[]): Promise<void> {
  const { database } = context
  await atFirst(context, async () => await database.run(sql`create temp table value_form as ${none}`))
  await forEach(context, 'kinds', [...new Set(sources.map(nameOf))].sort(), async (name, index) => {
    const ofKind = sources.filter((source) => nameOf(source) === name)
    const [cell] = ofKind
    if (cell === undefined) return
    const call = `form_of_${cell.kind}${cell.separator === undefined ? '' : `_${index}`}`
    database.registerText(call, packer(cell))
    await database.command(sql`insert into value_form ${formsOf(cell, call, ofKind)}`)
  })
}
