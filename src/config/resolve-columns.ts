/** A field of a system and the column of a file that holds it; null when the file does not deliver it. */
export interface ResolvedColumn {
  readonly field: string
  readonly column: string | null
}

const folded = (name: string): string => name.trim().toLowerCase()

/** The column of that very name, else the one that is the same when capitals and blanks around are ignored. */
const columnNamed = (name: string, header: readonly string[]): string | undefined =>
  header.find((column) => column === name) ?? header.find((column) => folded(column) === folded(name))

/**
 * Which column holds each field: the mapping of the extract wins, then the field's own name. `mapping` is file column → field; `absent` are
 * mapped columns that the file lacks.
 */
export function resolveColumns(
  fields: readonly string[],
  mapping: Readonly<Record<string, string>>,
  header: readonly string[],
): { readonly columns: readonly ResolvedColumn[]; readonly unmapped: readonly string[]; readonly absent: readonly string[] } {
  const mapped = new Map<string, string>()
  const absent: string[] = []
  for (const [name, field] of Object.entries(mapping)) {
    const column = columnNamed(name, header)
    if (column === undefined) absent.push(name)
    else mapped.set(field, column)
  }
  const taken = new Set(mapped.values())
  const free = header.filter((column) => !taken.has(column))
  const columns = fields.map((field) => ({ field, column: mapped.get(field) ?? columnNamed(field, free) ?? null }))
  const used = new Set(columns.map(({ column }) => column))
  return { columns, unmapped: header.filter((column) => !used.has(column)), absent }
}
