import type { Role } from '../config/words.js'
import { id, joinSql, sql, type Sql, unionAll } from '../engine/sql.js'
import { kindOfRole, makeValueForms, type FormKind, type FormSource } from './forms.js'
import { allOwnColumns, asList, ownColumns, personColumns } from './mention-columns.js'
import { tableOf, type Plan, type PlanMention } from './plan.js'
import type { Stage, TableSpec } from './stage.js'

const nothing = sql`null::varchar`

const firstOf = (parts: readonly Sql[]): Sql => (parts.length === 0 ? nothing : parts.length === 1 ? (parts[0] ?? nothing) : sql`coalesce(${joinSql(parts)})`)

/** How one mention reads the normal forms of its fields: an alias for each field that has one. */
class FormReader {
  readonly #aliases = new Map<string, { kind: FormKind; field: string; alias: string }>()
  constructor(private readonly mention: PlanMention) {}

  fields(role: Role): readonly string[] {
    return asList(this.mention.config.columns[role])
  }

  /** A column of the normal forms of every field in a role. */
  form(role: Role, column: string, fields = this.fields(role)): Sql[] {
    const kind = kindOfRole[role]
    if (kind === undefined) return []
    return fields.map((field) => {
      const known = this.#aliases.get(`${kind} ${field}`)
      const entry = known ?? { kind, field, alias: `f${this.#aliases.size + 1}` }
      if (known === undefined) this.#aliases.set(`${kind} ${field}`, entry)
      return sql`${id(entry.alias)}.${id(column)}`
    })
  }

  /** Every field of a role through a macro. */
  cells(role: Role, clean: (cell: Sql) => Sql): Sql[] {
    return this.fields(role).map((field) => clean(sql`r.${id(field)}`))
  }

  joins(): Sql {
    const joins = [...this.#aliases.values()].map(
      ({ kind, field, alias }) => sql` left join value_form ${id(alias)} on ${id(alias)}.kind = ${kind} and ${id(alias)}.value = r.${id(field)}`,
    )
    return joinSql(joins, sql``)
  }
}

function birthDate(read: FormReader): Sql {
  const whole = read.cells('date_of_birth', (cell) => sql`er_birth_date(${cell})`)
  const parts = (['birth_year', 'birth_month', 'birth_day'] as const).map((role) => firstOf(read.cells(role, (cell) => sql`try_cast(${cell} as integer)`)))
  const [year = nothing, month = nothing, day = nothing] = parts
  const joined = read.fields('birth_year').length === 0 ? [] : [sql`(lpad((${year})::varchar, 4, '0') || lpad((${month})::varchar, 2, '0') || lpad((${day})::varchar, 2, '0'))`]
  return firstOf([...whole, ...joined])
}

const birthPart = (read: FormReader, role: Role, from: number, length: number): Sql =>
  sql`cast(${firstOf([
    ...read.cells('date_of_birth', (cell) => sql`try_cast(substr(er_birth_date(${cell}), ${from}, ${length}) as integer)`),
    ...read.cells(role, (cell) => sql`try_cast(${cell} as integer)`),
    sql`null::integer`,
  ])} as integer)`

function valuesOf(read: FormReader): Record<(typeof personColumns)[number], Sql> {
  const name = (role: Role, column: string): Sql => firstOf([...read.form(role, column), ...read.form('full_name', column)])
  const clean = (role: Role): Sql => firstOf(read.form(role, 'clean'))
  const cell = (role: Role, make: (cell: Sql) => Sql): Sql => firstOf(read.cells(role, make))
  const identifier = (role: Role): Sql => cell(role, (value) => sql`er_identifier(${value})`)
  const names = [name('given_name', 'given_name'), name('middle_name', 'middle_name'), name('family_name', 'family_name')]
  return {
    given_name: name('given_name', 'given_name'),
    given_canonical: name('given_name', 'given_canonical'),
    given_sound: name('given_name', 'given_sound'),
    middle_name: name('middle_name', 'middle_name'),
    family_name: name('family_name', 'family_name'),
    family_sound: name('family_name', 'family_sound'),
    name_suffix: firstOf((['name_suffix', 'family_name', 'given_name', 'full_name'] as const).flatMap((role) => read.form(role, 'name_suffix'))),
    names_sorted: sql`er_sorted_words(concat_ws(' ', ${joinSql(names)}))`,
    date_of_birth: birthDate(read),
    birth_year: birthPart(read, 'birth_year', 1, 4),
    birth_month: birthPart(read, 'birth_month', 5, 2),
    birth_day: birthPart(read, 'birth_day', 7, 2),
    age: sql`cast(${cell('age', (value) => sql`try_cast(${value} as integer)`)} as integer)`,
    gender: clean('gender'),
    ssn: cell('ssn', (value) => sql`er_ssn(${value})`),
    a_number: cell('a_number', (value) => sql`er_a_number(${value})`),
    receipt_number: identifier('receipt_number'),
    passport: identifier('passport'),
    national_id: identifier('national_id'),
    drivers_license: identifier('drivers_license'),
    house_number: firstOf([...read.cells('house_number', (value) => sql`er_code(${value})`), ...read.form('street', 'house_number')]),
    street: clean('street'),
    unit: firstOf([...read.cells('unit', (value) => sql`er_code(${value})`), ...read.form('street', 'unit')]),
    city: clean('city'),
    state: clean('state'),
    postcode: cell('postcode', (value) => sql`er_identifier(${value})`),
    postcode_area: cell('postcode', (value) => sql`er_postcode_area(${value})`),
    country: clean('country'),
    phone: firstOf([...read.cells('phone', (value) => sql`er_phone(${value})`), ...read.form('phone', 'clean')]),
    email: cell('email', (value) => sql`er_email(${value})`),
    birth_place: clean('birth_place'),
    occupation: clean('occupation'),
    organisation: clean('organisation'),
  }
}

function mentionsOf(mention: PlanMention, own: readonly string[]): Sql {
  const { population, ordinal, config, organisations } = mention
  const read = new FormReader(mention)
  const values = valuesOf(read)
  const mine = new Map(
    ownColumns(mention).map(({ role, field, column }) => [
      column,
      role === 'identifier' ? sql`er_identifier(r.${id(field)})` : firstOf(read.form(role, 'clean', [field])),
    ]),
  )
  const named = config.organisation_values.map((value) => sql`${value}`)
  const isOrganisation =
    config.kind_field === undefined || named.length === 0
      ? sql`${config.kind === 'organisation'}`
      : sql`coalesce(trim(r.${id(config.kind_field)}) in (${joinSql(named)}), ${config.kind === 'organisation'})`
  const columns = joinSql([
    ...personColumns.map((column) => sql`${values[column]} as ${id(column)}`),
    ...own.map((column) => sql`${mine.get(column) ?? nothing} as ${id(column)}`),
  ])
  return sql`
  select
    cast(case when ${isOrganisation} then ${organisations.no} else ${population.no} end as integer) as population,
    r.source_system as system, r.record_key as id,
    case when ${isOrganisation} then ${organisations.role} else ${population.role} end as role,
    cast(${ordinal} as integer) as ordinal, ${isOrganisation} as is_organisation, ${population.system.config.protected} as protected, ${columns}
  from ${id(tableOf('record', population.system))} r${read.joins()}`
}

const integerColumns: ReadonlySet<string> = new Set(['birth_year', 'birth_month', 'birth_day', 'age'])

const noMentions = sql`
  select null::integer as population, null::varchar as system, null::varchar as id, null::varchar as role, null::integer as ordinal,
    null::boolean as is_organisation, null::boolean as protected,
    ${joinSql(personColumns.map((column) => sql`${integerColumns.has(column) ? sql`null::integer` : nothing} as ${id(column)}`))} limit 0`

const formSources = (plan: Plan): FormSource[] =>
  plan.mentions.flatMap((mention) =>
    Object.entries(mention.config.columns).flatMap(([role, fields]) => {
      const kind = kindOfRole[role as Role]
      return kind === undefined ? [] : asList(fields).map((field) => ({ kind, field, table: tableOf('record', mention.population.system) }))
    }),
  )

const macros: Readonly<Partial<Record<Role, (cell: Sql) => Sql>>> = {
  date_of_birth: (cell) => sql`er_birth_date(${cell})`,
  ssn: (cell) => sql`er_ssn(${cell})`,
  a_number: (cell) => sql`er_a_number(${cell})`,
  identifier: (cell) => sql`er_identifier(${cell})`,
  email: (cell) => sql`er_email(${cell})`,
  postcode: (cell) => sql`er_identifier(${cell})`,
}

/** Cells of one field of a mention that are filled and yet were taken as missing. */
function madeMissing(mention: PlanMention, role: Role, field: string): Sql | undefined {
  const table = id(tableOf('record', mention.population.system))
  const head = sql`${mention.population.system.name} as system, r.source_system, r.record_key as id, ${mention.population.role} as role, ${field} as field`
  const tested = sql`(select count(${id(field)}) from ${table}) as tested`
  const kind = kindOfRole[role]
  const macro = macros[role]
  if (kind !== undefined) {
    return sql`select ${head}, f.reason, er_shape(r.${id(field)}) as shape, ${tested} from ${table} r join value_form f on f.kind = ${kind} and f.value = r.${id(field)} where f.reason is not null`
  }
  if (macro === undefined) return undefined
  return sql`select ${head}, 'placeholder_or_malformed' as reason, er_shape(r.${id(field)}) as shape, ${tested} from ${table} r
  where r.${id(field)} is not null and ${macro(sql`r.${id(field)}`)} is null`
}

const noCells = sql`select null::varchar as system, null::varchar as source_system, null::varchar as id, null::varchar as role,
  null::varchar as field, null::varchar as reason, null::varchar as shape, null::bigint as tested limit 0`

function allMadeMissing(plan: Plan): Sql {
  const parts = plan.mentions.flatMap((mention) =>
    Object.entries(mention.config.columns).flatMap(([role, fields]) => asList(fields).map((field) => madeMissing(mention, role as Role, field))),
  )
  const cells = parts.filter((part) => part !== undefined)
  return cells.length === 0 ? noCells : joinSql(cells, unionAll)
}

/** Records to mentions with clean, typed, comparable values. */
export const normalise: Stage = {
  name: 'normalise',
  tables: (plan): TableSpec[] => {
    const records = [...new Set(plan.mentions.map((mention) => tableOf('record', mention.population.system)))]
    const own = allOwnColumns(plan)
    return [
      { table: 'value_form', reads: records, internal: true, code: ({ database }) => makeValueForms(database, formSources(plan)) },
      {
        table: 'mention',
        bulk: true,
        order: ['mention_id'],
        reads: [...records, 'value_form'],
        slots: { mentions: plan.mentions.length === 0 ? noMentions : joinSql(plan.mentions.map((mention) => mentionsOf(mention, own)), unionAll) },
      },
      { table: 'made_missing', reads: [...records, 'value_form'], slots: { cells: allMadeMissing(plan) } },
      { table: 'finding_normalise', reads: ['made_missing'] },
    ]
  },
  identities: (plan) => [
    {
      identity: 'mentions = records in each role',
      scope: 'all systems',
      lhs: sql`select count(*) from mention`,
      rhs: sql`select ${joinSql([sql`0`, ...plan.mentions.map((mention) => sql`(select count(*) from ${id(tableOf('record', mention.population.system))})`)], sql` + `)}`,
    },
  ],
}
