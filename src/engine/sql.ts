/** A value that may be bound to a parameter. */
export type SqlValue = string | number | bigint | boolean | null

const sealed = Symbol('sql')

/**
 * A fragment of SQL: n + 1 pieces of text around n values. Only the functions of this module make one, so a plain
 * string can never become SQL.
 */
export interface Sql {
  readonly [sealed]: true
  readonly pieces: readonly string[]
  readonly values: readonly SqlValue[]
}

const seal = (pieces: readonly string[], values: readonly SqlValue[] = []): Sql => ({ [sealed]: true, pieces, values })

const isSql = (value: Sql | SqlValue): value is Sql => typeof value === 'object' && value !== null && sealed in value

/** Quotes an identifier; the one function that does. Throws on a NUL, which no quoting can carry. */
export function id(...parts: readonly string[]): Sql {
  for (const part of parts) if (part === '' || part.includes('\0')) throw new TypeError('an identifier is not empty and has no NUL')
  return seal([parts.map((part) => `"${part.replaceAll('"', '""')}"`).join('.')])
}

type Part = { readonly text: string } | { readonly hole: Sql | SqlValue }

function concat(parts: readonly Part[]): Sql {
  const pieces: string[] = ['']
  const values: SqlValue[] = []
  const add = (text: string): void => void (pieces[pieces.length - 1] += text)
  const bind = (value: SqlValue): void => {
    values.push(value)
    pieces.push('')
  }
  for (const part of parts) {
    if ('text' in part) add(part.text)
    else if (!isSql(part.hole)) bind(part.hole)
    else {
      const { pieces: texts, values: bound } = part.hole
      texts.forEach((text, i) => {
        if (i > 0) bind(bound[i - 1] ?? null)
        add(text)
      })
    }
  }
  return seal(pieces, values)
}

/** SQL with holes: a fragment goes in as it is, any other value binds. */
export function sql(strings: TemplateStringsArray, ...holes: readonly (Sql | SqlValue)[]): Sql {
  return concat(strings.flatMap((text, i): Part[] => (i < holes.length ? [{ text }, { hole: holes[i] ?? null }] : [{ text }])))
}

/** Fragments one after another, with a separator. */
export function joinSql(parts: readonly Sql[], separator: Sql = sql`, `): Sql {
  return concat(parts.flatMap((hole, i): Part[] => (i === 0 ? [{ hole }] : [{ hole: separator }, { hole }])))
}

/** Separator of queries whose rows belong to one table. */
export const unionAll: Sql = sql` union all `

/** Text of a file of `pipeline/`, cut where its slots and parameters stand. WARNING: takes text as SQL. */
export const trustedFile = (parts: readonly (string | { readonly hole: Sql | SqlValue })[]): Sql =>
  concat(parts.map((part): Part => (typeof part === 'string' ? { text: part } : part)))

/** The statement with `$1 … $n`, and its values, as the engine runs it. */
export const bound = (statement: Sql): { text: string; values: readonly SqlValue[] } => ({
  text: statement.pieces.map((piece, i) => (i === 0 ? piece : `$${i}${piece}`)).join(''),
  values: statement.values,
})

function literal(value: SqlValue): string {
  if (value === null) return 'null'
  if (typeof value === 'boolean' || typeof value === 'bigint') return String(value)
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError('a number in SQL is finite')
    return Number.isInteger(value) ? String(value) : `cast('${value}' as double)`
  }
  if (value.includes('\0')) throw new TypeError('text in SQL has no NUL')
  return `'${value.replaceAll("'", "''")}'`
}

/** The statement with its values written in, as it is saved for people to run by hand. */
export const written = (statement: Sql): string =>
  statement.pieces.map((piece, i) => (i === 0 ? piece : literal(statement.values[i - 1] ?? null) + piece)).join('')
