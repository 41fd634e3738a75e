/** What a profile found of one column, as far as rules follow from it. */
export interface ColumnFacts {
  readonly field: string
  readonly type: string
  readonly role: string
  /** What its cells mostly are. */
  readonly kind: string
  readonly rows: number
  readonly filled: number
  readonly distinct: number
  /** Cells of that kind, and those of them that are possible values. */
  readonly ofKind: number
  readonly valid: number
  /** Its values, the commonest first, where there are so few that they may be a closed list. */
  readonly values: readonly string[]
}

/** Two dates of a file: in how many rows the first is earlier, the same, later. */
export interface DateOrder {
  readonly first: string
  readonly second: string
  readonly earlier: number
  readonly same: number
  readonly later: number
}

export interface Proposal {
  readonly kind: 'complete' | 'duplicate_content' | 'listed' | 'conforms' | 'valid_ssn' | 'valid_a_number' | 'valid_receipt_number' | 'date_order'
  readonly fields: readonly string[]
  /** Rows that bear the rule out, of those that could. */
  readonly holds: number
  readonly of: number
  readonly values?: readonly string[]
}

const fewestRows = 20
const mostListed = 20
const isNearly = (holds: number, of: number): boolean => of >= fewestRows && holds * 1000 >= of * 999
const isMostly = (holds: number, of: number): boolean => of >= fewestRows && holds * 100 >= of * 99

const checked: Readonly<Record<string, Proposal['kind']>> = { ssn: 'valid_ssn', a_number: 'valid_a_number', receipt_number: 'valid_receipt_number' }
const telling: ReadonlySet<string> = new Set(['date', 'integer', 'decimal', 'email', 'phone', 'postcode', 'gender', 'state', 'country'])
/** Kinds that have a calendar or a vocabulary of their own. */
const closed: ReadonlySet<string> = new Set(['date', 'gender', 'state', 'country'])
/** Roles whose values name people or places: a list of them is never closed. */
const open: ReadonlySet<string> = new Set(['given_name', 'middle_name', 'family_name', 'full_name', 'alias', 'organisation', 'street', 'city', 'birth_place', 'date_of_birth', 'date'])

function ofColumn({ field, type, role, kind, rows, filled, distinct, ofKind, valid, values }: ColumnFacts): Proposal[] {
  const proposals: Proposal[] = []
  const fields = [field]
  if (isNearly(filled, rows)) proposals.push({ kind: 'complete', fields, holds: filled, of: rows })
  const unique = filled === rows && distinct === filled && rows >= fewestRows
  if (unique && kind !== 'decimal' && kind !== 'date') proposals.push({ kind: 'duplicate_content', fields, holds: distinct, of: rows })
  const check = checked[kind]
  if (check !== undefined && isMostly(ofKind, filled)) proposals.push({ kind: check, fields, holds: valid, of: filled })
  else if (telling.has(kind) && kind === type && isMostly(ofKind, filled)) proposals.push({ kind: 'conforms', fields, holds: ofKind, of: filled })
  const listed = distinct > 1 && distinct <= mostListed && values.length === distinct && filled >= distinct * 10 && !closed.has(kind) && !open.has(role)
  if (listed) proposals.push({ kind: 'listed', fields, holds: filled, of: filled, values: values.toSorted() })
  return proposals
}

interface Precedes {
  readonly before: string
  readonly after: string
  readonly holds: number
  readonly of: number
}

function precedes({ first, second, earlier, same, later }: DateOrder): Precedes[] {
  const of = earlier + same + later
  // Dates that are always the same say nothing of an order.
  if (of === same) return []
  if (isMostly(earlier + same, of)) return [{ before: first, after: second, holds: earlier + same, of }]
  return isMostly(later + same, of) ? [{ before: second, after: first, holds: later + same, of }] : []
}

/** Orders of dates that no chain of others implies: a before b and b before c make a before c idle, where it is true of no more rows than they tell. */
export function withoutImplied(orders: readonly Precedes[]): Precedes[] {
  const follows = (from: string, to: string, left: readonly Precedes[]): boolean => {
    const seen = new Set([from])
    const queue = [from]
    for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
      for (const { before, after } of left) {
        if (before !== at || seen.has(after)) continue
        if (after === to) return true
        seen.add(after)
        queue.push(after)
      }
    }
    return false
  }
  return orders.reduce((left, order) => {
    const others = left.filter((one) => one !== order)
    return follows(order.before, order.after, others) ? others : left
  }, [...orders])
}

/** Quality rules that the cells of a file bear out, for a person to accept or not. Rules follow from at least twenty rows. */
export function proposeRules(columns: readonly ColumnFacts[], orders: readonly DateOrder[]): Proposal[] {
  const dates = withoutImplied(orders.flatMap(precedes)).map(({ before, after, holds, of }): Proposal => ({ kind: 'date_order', fields: [before, after], holds, of }))
  return [...columns.flatMap(ofColumn), ...dates]
}
