import { asKnown } from '../unicode/known.js'

/** A column of a file, as far as it tells whether another file has it too. */
export interface Titled {
  readonly file: string
  readonly name: string
  readonly role: string
}

export interface SameColumn<T extends Titled> {
  /** Why they are held to be one: their names are the same but for case and marks, or each alone has the role in its file. */
  readonly by: 'name' | 'role'
  readonly columns: readonly T[]
}

const plain = (name: string): string => asKnown(name).toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '')
/** Roles that say nothing of what a column is. */
const vague: ReadonlySet<string> = new Set(['', 'ignore', 'text', 'category', 'number', 'date', 'identifier'])

function grouped<T>(all: readonly T[], keyOf: (one: T) => string): T[][] {
  const groups = new Map<string, T[]>()
  for (const one of all) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one])
  return [...groups.values()]
}

const onePerFile = (group: readonly Titled[]): boolean => new Set(group.map(({ file }) => file)).size === group.length

/** Columns that several files have in common, in the order of the first; each column stands once at most. */
export function sameColumns<T extends Titled>(columns: readonly T[]): SameColumn<T>[] {
  const byName = grouped(columns, ({ name }) => plain(name) || name).filter((group) => group.length > 1 && onePerFile(group))
  const taken = new Set(byName.flat())
  const left = columns.filter((column) => !taken.has(column) && !vague.has(column.role))
  // A role that two columns of one file have does not say which of them the other file's is.
  const byRole = grouped(left, ({ role }) => role).filter((group) => group.length > 1 && onePerFile(group))
  const found = [...byName.map((group) => ({ by: 'name' as const, columns: group })), ...byRole.map((group) => ({ by: 'role' as const, columns: group }))]
  const placeOf = ({ columns: [first] }: SameColumn<T>): number => (first === undefined ? 0 : columns.indexOf(first))
  return found.toSorted((a, b) => placeOf(a) - placeOf(b))
}
