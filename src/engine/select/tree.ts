/** A node of a statement as DuckDB writes it in JSON. */
export type Node = Readonly<Record<string, unknown>>

/** What a statement may not hold, and where in its text, in bytes from 0. */
export interface TreeFault {
  readonly at: number | undefined
  readonly what: string
  readonly remedy: string
}

/** A table that a statement reads. */
interface MetTable {
  readonly table: string
  readonly at: number | undefined
}

/** What was met in a statement. */
export interface Met {
  readonly reads: readonly MetTable[]
  readonly functions: readonly { readonly name: string; readonly at: number | undefined; readonly ordered: boolean }[]
  readonly faults: readonly TreeFault[]
}

export const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value)

/** What stands where a statement reads from; everything else, table functions above all, is refused. */
const sources = new Set(['BASE_TABLE', 'SUBQUERY', 'JOIN', 'EMPTY', 'EXPRESSION_LIST'])

/** Words that read as columns and mean the clock or the session where no column bears their name. */
const session = /^(?:current_\w+|localtime|localtimestamp|user|session_user)$/u

const oneSelect = 'write one SELECT over tables of the run; docs/exhibits.md says what it may hold'

const placeOf = ({ query_location: at }: Node): number | undefined => (typeof at === 'number' && Number.isSafeInteger(at) ? at : undefined)
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

const ordersIn = ({ order_bys: orders }: Node): number => (isNode(orders) ? listOf(orders['orders']).length : 0)

const commonTables = ({ cte_map: map }: Node): string[] =>
  isNode(map) ? listOf(map['map']).flatMap((entry) => (isNode(entry) ? [textOf(entry['key']).toLowerCase()] : [])) : []

class Walk implements Met {
  readonly reads: MetTable[] = []
  readonly functions: { name: string; at: number | undefined; ordered: boolean }[] = []
  readonly faults: TreeFault[] = []

  /** Walks what is inside `value`; `known` are the common tables that its names may mean. */
  into(value: unknown, known: ReadonlySet<string>, outermost = false): void {
    if (Array.isArray(value)) for (const one of value) this.into(one, known)
    else if (isNode(value)) this.#node(value, known, outermost)
  }

  #refuse(node: Node, what: string, remedy = oneSelect): void {
    this.faults.push({ at: placeOf(node), what, remedy })
  }

  #node(node: Node, before: ReadonlySet<string>, outermost: boolean): void {
    const own = commonTables(node)
    const known = own.length === 0 ? before : new Set([...before, ...own])
    this.#source(node['from_table'])
    if (node['type'] === 'JOIN') for (const side of ['left', 'right']) this.#source(node[side])
    if (node['type'] === 'BASE_TABLE') this.#table(node, known)
    if (node['type'] === 'RECURSIVE_CTE_NODE') this.#refuse(node, 'a statement that reads itself is not taken')
    if (node['class'] === 'PARAMETER') this.#refuse(node, 'a parameter has nobody to give it a value', 'write the value')
    if (node['class'] === 'COLUMN_REF') this.#column(node)
    if (typeof node['function_name'] === 'string') this.functions.push({ name: node['function_name'].toLowerCase(), at: placeOf(node), ordered: ordersIn(node) > 0 })
    if (isNode(node['sample'])) this.#refuse(node, 'a sample is another one in each run', 'leave it out')
    if (Array.isArray(node['modifiers'])) this.#modifiers(node, node['modifiers'], outermost)
    for (const [key, value] of Object.entries(node)) {
      // Numbers that JavaScript would round, so that the statement could not be written again as it was.
      if (key !== 'query_location' && typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)) this.#refuse(node, 'a number has more than 15 digits', 'write it as text and cast it')
      this.into(value, known)
    }
  }

  #source(source: unknown): void {
    if (!isNode(source) || sources.has(textOf(source['type']))) return
    const called = isNode(source['function']) ? `the table function ${textOf(source['function']['function_name'])}()` : `what it reads from (${textOf(source['type']).toLowerCase().replaceAll('_', ' ')})`
    this.#refuse(source, `${called} is not taken`)
  }

  #table(node: Node, known: ReadonlySet<string>): void {
    const table = textOf(node['table_name'])
    if (textOf(node['schema_name']) !== '' || textOf(node['catalog_name']) !== '') this.#refuse(node, `"${table}" is named with a schema`, 'tables of the run have none: write the name alone')
    else if (isNode(node['at_clause'])) this.#refuse(node, 'an earlier state of a table is not taken')
    else if (!known.has(table.toLowerCase())) this.reads.push({ table, at: placeOf(node) })
  }

  #column(node: Node): void {
    const names = listOf(node['column_names'])
    const name = textOf(names[0]).toLowerCase()
    if (names.length === 1 && session.test(name)) this.#refuse(node, `${name} is another one in each run`, 'write the value; results are as of a delivery, never of today')
  }

  #modifiers(node: Node, modifiers: readonly unknown[], outermost: boolean): void {
    for (const modifier of modifiers) {
      if (!isNode(modifier)) continue
      const { type } = modifier
      if (type === 'DISTINCT_MODIFIER' && listOf(modifier['distinct_on_targets']).length > 0) this.#refuse(node, 'DISTINCT ON keeps whichever row comes first', 'group by the columns, and say by min() or max() which value is kept')
      if (type === 'ORDER_MODIFIER' && outermost && node['type'] === 'SET_OPERATION_NODE') this.#refuse(node, 'a union with an order of its own is not taken', 'put it into a FROM: select * from (… union all …) order by …')
      if (type === 'ORDER_MODIFIER' && outermost && listOf(node['select_list']).some((one) => isNode(one) && one['class'] === 'STAR')) this.#refuse(node, 'the columns that * stands for are not known where the rows are put in order', 'name the columns, or leave the order out')
      if (type === 'LIMIT_PERCENT_MODIFIER') this.#refuse(node, 'a limit in percent is not taken', 'write a number of rows')
      if (type === 'LIMIT_MODIFIER' && !outermost) this.#refuse(node, 'LIMIT inside the statement keeps whichever rows come first', 'keep it to the end of the whole statement, where the rows are in a total order')
    }
  }
}

/** Walks a statement: tables that are no common tables of its own, functions, and what it may not hold. */
export function meet(statement: Node): Met {
  const walk = new Walk()
  walk.into(statement['node'], new Set(), true)
  return walk
}

const everyColumn = {
  class: 'STAR', type: 'STAR', alias: '', query_location: 0, relation_name: '', exclude_list: [], replace_list: [], columns: true, expr: null, qualified_exclude_list: [], rename_list: [],
}
const by = (expression: Node): Node => ({ type: 'ORDER_DEFAULT', null_order: 'ORDER_DEFAULT', expression })
const column = (place: number): Node => ({ class: 'CONSTANT', type: 'VALUE_CONSTANT', alias: '', query_location: 0, value: { type: { id: 'INTEGER', type_info: null }, is_null: false, value: place } })

/** The statement in a total order: as it asks for, and rows that are equal in that by all of their columns. */
export function inTotalOrder(statement: Node): Node {
  const { node } = statement
  if (!isNode(node)) return statement
  const modifiers = listOf(node['modifiers']).filter(isNode)
  const asked = modifiers.find(({ type }) => type === 'ORDER_MODIFIER')
  // Beside another order ALL would be the columns of what is read from, so each column is named by its place.
  const orders = asked === undefined ? [by(everyColumn)] : [...listOf(asked['orders']), ...listOf(node['select_list']).map((_, index) => by(column(index + 1)))]
  const first = modifiers.filter(({ type }) => type === 'DISTINCT_MODIFIER')
  const last = modifiers.filter(({ type }) => type !== 'DISTINCT_MODIFIER' && type !== 'ORDER_MODIFIER')
  return { ...statement, node: { ...node, modifiers: [...first, { type: 'ORDER_MODIFIER', orders }, ...last] } }
}
