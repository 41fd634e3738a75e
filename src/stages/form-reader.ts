import type { Role } from '../config/words.js'
import { id, joinSql, sql, type Sql } from '../engine/sql.js'
import { kindOfRole, nameOf, type FormColumn, type FormKind } from './form-kinds.js'
import { asList, separatorOf } from './mention-columns.js'
import type { PlanMention } from './plan.js'

/** How one mention reads the normal forms of its fields: an alias for each field that has one. */
export class FormReader {
  readonly #aliases = new Map<string, { kind: string; field: string; alias: string }>()
  constructor(private readonly mention: PlanMention) {}

  fields(role: Role): readonly string[] {
    return asList(this.mention.config.columns[role])
  }

  isList(field: string): boolean {
    return separatorOf(this.mention, field) !== undefined
  }

  #alias(kind: FormKind, field: string): Sql {
    const name = nameOf({ kind, separator: separatorOf(this.mention, field) })
    const known = this.#aliases.get(`${name} ${field}`)
    const entry = known ?? { kind: name, field, alias: `f${this.#aliases.size + 1}` }
    if (known === undefined) this.#aliases.set(`${name} ${field}`, entry)
    return id(entry.alias)
  }

  /** A column of the normal forms of every field in a role; of a cell with several values the first's. */
  form(role: Role, column: FormColumn, fields = this.fields(role)): Sql[] {
    const kind = kindOfRole[role]
    return kind === undefined ? [] : fields.map((field) => sql`${this.#alias(kind, field)}.${id(column)}`)
  }

  /** Every field of a role read as the name of an organisation. */
  asOrganisation(role: Role, column: FormColumn = 'clean', fields = this.fields(role)): Sql[] {
    return fields.map((field) => sql`${this.#alias('organisation', field)}.${id(column)}`)
  }

  #cell(field: string): Sql {
    const separator = separatorOf(this.mention, field)
    return separator === undefined ? sql`r.${id(field)}` : sql`trim(split_part(r.${id(field)}, ${separator}, 1))`
  }

  /** Every field of a role through a macro; of a cell with several values the first. */
  cells(role: Role, clean: (cell: Sql, field: string) => Sql): Sql[] {
    return this.fields(role).map((field) => clean(this.#cell(field), field))
  }

  /** All values of some roles in one list: `one` of fields with one value a cell, `all` of the others. */
  list(roles: readonly Role[], one: FormColumn, all: FormColumn, read = this.form.bind(this)): Sql {
    return this.#concat(
      roles.flatMap((role) =>
        this.fields(role).map((field) => {
          const [value] = read(role, this.isList(field) ? all : one, [field])
          return this.isList(field) ? sql`string_split(${value ?? null}, chr(30))` : sql`[${value ?? null}]`
        }),
      ),
    )
  }

  /** All values of a role in one list, each through a macro. */
  listOfCells(role: Role, clean: (cell: Sql, field: string) => Sql): Sql {
    return this.#concat(
      this.fields(role).map((field) => {
        const separator = separatorOf(this.mention, field)
        return separator === undefined
          ? sql`[${clean(sql`r.${id(field)}`, field)}]`
          : sql`list_transform(string_split(r.${id(field)}, ${separator}), lambda v_: ${clean(sql`trim(v_)`, field)})`
      }),
    )
  }

  listOfPhones(): Sql {
    return this.#concat(
      this.fields('phone').map((field) => {
        const [all, one] = [this.form('phone', 'all_clean', [field]), this.form('phone', 'clean', [field])]
        return this.isList(field) ? sql`string_split(${all[0] ?? null}, chr(30))` : sql`[coalesce(er_phone(r.${id(field)}), ${one[0] ?? null})]`
      }),
    )
  }

  #concat(lists: readonly Sql[]): Sql {
    return lists.length === 0 ? sql`cast([] as varchar[])` : lists.reduce((all, one) => sql`list_concat(${all}, ${one})`)
  }

  joins(): Sql {
    const joins = [...this.#aliases.values()].map(
      ({ kind, field, alias }) => sql` left join value_form ${id(alias)} on ${id(alias)}.kind = ${kind} and ${id(alias)}.value = r.${id(field)}`,
    )
    return joinSql(joins, sql``)
  }
}
