import type { Role } from '../config/words.js'
import { id, joinSql, sql, type Sql, unionAll } from '../engine/sql.js'
import { needsSortedNames } from './block/atoms.js'
import { kindOfRole, nameOf, type FormKind } from './form-kinds.js'
import { makeValueForms, type FormSource } from './forms.js'
import { allOwnColumns, asList, mayBeOrganisation, personColumns, separatorOf } from './mention-columns.js'
import { birthDateOf, keysOf, mentionsOf } from './mention-values.js'
import { compositeOf, type Plan, type PlanMention } from './plan.js'
import type { Stage, TableSpec } from './stage.js'

const integerColumns: ReadonlySet<string> = new Set(['birth_year', 'birth_month', 'birth_day', 'age'])

const noKeys = sql`select null::integer as population, null::varchar as system, null::varchar as id, null::integer as ordinal limit 0`
const noMentions = sql`
  select null::integer as population, null::varchar as system, null::varchar as id, null::varchar as role, null::integer as ordinal,
    null::boolean as is_organisation, null::boolean as protected,
    ${joinSql(personColumns.map((column) => sql`${integerColumns.has(column) ? sql`null::integer` : sql`null::varchar`} as ${id(column)}`))} limit 0`

const kindsOf = (mention: PlanMention, role: Role): (FormKind | undefined)[] =>
  (role === 'full_name' || role === 'alias') && mayBeOrganisation(mention) ? [kindOfRole[role], 'organisation'] : [kindOfRole[role]]

const formSources = (plan: Plan): FormSource[] =>
  plan.mentions.flatMap((mention) =>
    Object.entries(mention.config.columns).flatMap(([role, fields]) => kindsOf(mention, role as Role).flatMap((kind) => {
      return kind === undefined
        ? []
        : asList(fields).map((field) => ({ kind, separator: separatorOf(mention, field), field, table: compositeOf(mention.population.system) }))
    })),
  )

const macros: Readonly<Partial<Record<Role, (cell: Sql) => Sql>>> = {
  ssn: (cell) => sql`er_ssn(${cell})`,
  a_number: (cell) => sql`er_a_number(${cell})`,
  identifier: (cell) => sql`er_identifier(${cell})`,
  email: (cell) => sql`er_email(${cell})`,
  postcode: (cell) => sql`er_postcode(${cell})`,
}

/** Cells of one field of a mention that are filled and yet were taken as missing. */
function madeMissing(plan: Plan, mention: PlanMention, role: Role, field: string): Sql | undefined {
  const table = id(compositeOf(mention.population.system))
  const head = sql`${mention.population.system.name} as system, r.source_system, r.record_key as id, ${mention.population.role} as role, ${field} as field`
  const tested = sql`(select count(${id(field)}) from ${table}) as tested`
  const kind = kindOfRole[role]
  if (kind !== undefined) {
    const name = nameOf({ kind, separator: separatorOf(mention, field) })
    return sql`select ${head}, f.reason, er_shape(r.${id(field)}) as shape, ${tested} from ${table} r join value_form f on f.kind = ${name} and f.value = r.${id(field)} where f.reason is not null`
  }
  const macro = role === 'date_of_birth' ? (cell: Sql): Sql => birthDateOf(plan, mention, field, cell) : macros[role]
  if (macro === undefined || separatorOf(mention, field) !== undefined) return undefined
  return sql`select ${head}, 'placeholder_or_malformed' as reason, er_shape(r.${id(field)}) as shape, ${tested} from ${table} r
  where r.${id(field)} is not null and ${macro(sql`r.${id(field)}`)} is null`
}

const noCells = sql`select null::varchar as system, null::varchar as source_system, null::varchar as id, null::varchar as role,
  null::varchar as field, null::varchar as reason, null::varchar as shape, null::bigint as tested limit 0`

function allMadeMissing(plan: Plan): Sql {
  const parts = plan.mentions.flatMap((mention) =>
    Object.entries(mention.config.columns).flatMap(([role, fields]) => asList(fields).map((field) => madeMissing(plan, mention, role as Role, field))),
  )
  const cells = parts.filter((part) => part !== undefined)
  return cells.length === 0 ? noCells : joinSql(cells, unionAll)
}

/** Records to mentions with clean, typed, comparable values. */
export const normalise: Stage = {
  name: 'normalise',
  tables: (plan): TableSpec[] => {
    const records = [...new Set(plan.mentions.map((mention) => compositeOf(mention.population.system)))]
    const own = allOwnColumns(plan)
    return [
      { table: 'value_form', reads: records, internal: true, code: (context) => makeValueForms(context, formSources(plan)) },
      {
        table: 'mention',
        bulk: true,
        plain: true,
        records: true,
        order: ['mention_id'],
        reads: [...records, 'value_form'],
        slots: {
          sorted: plan.matches.length === 0 || plan.matches.some((match) => needsSortedNames(plan, match)) ? sql`er_sorted_names(c.given_name, c.middle_name, c.family_name)` : sql`null::varchar`,
          ...(plan.mentions.length === 0
            ? { keys: noKeys, mentions: noMentions }
            : { keys: joinSql(plan.mentions.map(keysOf), unionAll), mentions: joinSql(plan.mentions.map((mention) => mentionsOf(plan, mention, own)), unionAll) }),
        },
      },
      { table: 'made_missing', reads: [...records, 'value_form'], slots: { cells: allMadeMissing(plan) }, drops: ['value_form'] },
      { table: 'finding_normalise', reads: ['made_missing'] },
    ]
  },
  identities: (plan) => [
    {
      identity: 'mentions = records in each role',
      scope: 'all systems',
      lhs: sql`select count(*) from mention`,
      rhs: sql`select ${joinSql([sql`0`, ...plan.mentions.map((mention) => sql`(select count(*) from ${id(compositeOf(mention.population.system))})`)], sql` + `)}`,
    },
  ],
}
