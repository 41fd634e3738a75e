import { id, joinSql, sql, type Sql } from '../../engine/sql.js'
import { conforms, isListed, placeholder } from '../cell-checks.js'
import { layoutIn } from '../formats.js'
import { tableOf, type Plan, type PlanExtract, type PlanRule } from '../plan.js'
import { cellOf, comparedSql, conditionSql, fieldsIn, type ReadField } from './conditions.js'
import type { Known } from './known.js'
import { nearestListed, whyNoANumber, whyNoBirth, whyNoReceipt, whyNoSsn, whyNotConforming } from './why.js'

/** A rule as conditions on `r`, a row of source_records of one extract. */
export interface RowCheck {
  readonly tested: Sql
  /** Of a row that is tested. */
  readonly failing: Sql
  /** Why a failing row fails, and what stands in `hit` is left to that table. */
  readonly why: Sql
  readonly expected: Sql
  /** Failing rows stand in quality_hit, with why. */
  readonly hits?: true
}

interface Given {
  readonly plan: Plan
  readonly rule: PlanRule
  readonly extract: PlanExtract
  readonly read: ReadField
  /** What is known of whole columns; rows are tested one by one where that is nothing. */
  readonly known?: Known
}

const nothing: Sql = sql`cast(null as varchar)`
const there = (field: string): Sql => sql`${cellOf(field)} is not null`
const isDelivered = ({ positions }: PlanExtract, field: string): boolean => (positions[field] ?? null) !== null

/** Fields of a rule that must all be delivered for it to be tested. */
function neededFields({ config, fields, where, compare, system }: PlanRule): readonly string[] {
  const own = [...fields, ...fieldsIn(where), ...fieldsIn(compare)]
  if (config.kind === 'complete_together' && config.missing === 'all') return fieldsIn(where)
  return config.kind === 'duplicate_key' ? [...own, ...system.key] : own
}

/** Why a rule cannot be tested in an extract at all; undefined where it can. */
export function notTestable({ rule, extract }: Pick<Given, 'rule' | 'extract'>): string | undefined {
  const absent = [...new Set(neededFields(rule))].filter((field) => !isDelivered(extract, field))
  if (absent.length > 0) return `${absent.join(', ')} not delivered`
  const { config, fields } = rule
  const some = config.kind === 'unique' ? (config.differ ?? []) : config.kind === 'complete_together' ? fields : undefined
  return some === undefined || some.some((field) => isDelivered(extract, field)) ? undefined : `none of ${some.join(', ')} delivered`
}

const joinedKey = (fields: readonly string[], cell: (field: string) => Sql): Sql => joinSql(fields.map((field) => sql`er_key_part(trim(${cell(field)}))`), sql` || '|' || `)

/** The day that ages are told on: that of the event where there is one, else the day the run speaks of. */
function dayOfRow({ plan, rule: { system }, extract, read }: Given): Sql {
  const event = system.config.event_date
  const asOf = sql`try_cast(${plan.asOf === '' ? null : plan.asOf} as date)`
  return event === undefined || !isDelivered(extract, event) ? asOf : sql`coalesce(er_event_day(${read(event).day}), ${asOf})`
}

const hit = ({ rule, extract }: Given, tested: Sql): RowCheck => ({
  tested,
  failing: sql`r.source_line in (select source_line from quality_hit where rule_id = ${rule.id} and extract_id = ${extract.id})`,
  why: nothing,
  expected: nothing,
  hits: true,
})

const byReason = (tested: Sql, why: Sql, expected: Sql = nothing): RowCheck => ({ tested, failing: sql`${why} is not null`, why, expected })

function address(rule: PlanRule): RowCheck {
  const [state = '', postcode = '', country] = rule.fields
  const named = sql`replace(lower(trim(${cellOf(state)})), '.', '')`
  const zip = sql`trim(${cellOf(postcode)})`
  const prefix = sql`left(${zip}, 3)`
  const known = sql`regexp_full_match(${zip}, '[0-9]{5}(-?[0-9]{4})?') and ${named} in (select state from quality_place) and ${prefix} in (select prefix from quality_place)`
  const abroad = country === undefined ? sql`false` : sql`lower(trim(${cellOf(country)})) not in ('us', 'usa', 'u.s.', 'u.s.a.', 'united states', 'united states of america')`
  const elsewhere = sql`(${named}, ${prefix}) not in (select state, prefix from quality_place)`
  return {
    tested: known,
    failing: sql`(${elsewhere} or coalesce(${abroad}, false))`,
    why: sql`case when ${elsewhere} then concat('ZIP codes that begin with ', ${prefix}, ' are not of that state') else 'the state is American and the country is another' end`,
    expected: sql`case when ${elsewhere} then (select string_agg(distinct p.code, ' or ' order by p.code) from quality_place p where p.prefix = ${prefix}) end`,
  }
}

function reference({ to, fields }: PlanRule): RowCheck {
  if (to === undefined) throw new Error('a reference leads nowhere')
  const known = joinSql(to.fields.map((field) => sql`${id(field)} is not null`), sql` and `)
  const key = joinedKey(to.fields, (field) => id(field))
  return {
    tested: joinSql(fields.map(there), sql` and `),
    failing: sql`${joinedKey(fields, cellOf)} not in (select ${key} from ${id(tableOf('source_records', to.system))} where ${known})`,
    why: sql`${`no row of any extract of ${to.system.name} has it`}`,
    expected: nothing,
  }
}

function listed(rule: PlanRule, cell: Sql, values: readonly string[]): RowCheck {
  return { tested: sql`${cell} is not null`, failing: sql`not ${isListed(cell, values) ?? sql`true`}`, why: sql`'is not among the values listed'`, expected: nearestListed(cell, values) }
}

function conforming({ rule, extract, read, known }: Given, field: string): RowCheck {
  const { type, values } = rule.system.config.fields[field] ?? { type: 'text' as const, values: undefined }
  const reading = read(field)
  const facts = known?.(extract, field)
  if (facts?.placeholders === 0 && facts.conforming >= facts.filled) return { tested: sql`${reading.cell} is not null`, failing: sql`false`, why: nothing, expected: nothing }
  const among = isListed(reading.cell, values)
  const fits = conforms(type, reading)
  const expected = type === 'date' ? sql`${`a date written as ${layoutIn(rule.system, extract, field)}`}` : nothing
  const unfit = among === undefined ? sql`not coalesce(${fits}, false)` : sql`not coalesce(${fits} and ${among}, false)`
  return {
    tested: facts?.placeholders === 0 ? sql`${reading.cell} is not null` : sql`${reading.cell} is not null and not coalesce(${placeholder(type, reading, values)}, false)`,
    failing: facts !== undefined && facts.conforming >= facts.filled - facts.placeholders ? sql`false` : unfit,
    why: among === undefined ? whyNotConforming(type, reading) : sql`case when coalesce(${fits}, false) then 'is not among the values listed' else ${whyNotConforming(type, reading)} end`,
    expected: values === undefined ? expected : sql`case when coalesce(${fits}, false) then ${nearestListed(reading.cell, values)} else ${expected} end`,
  }
}

function compared({ rule, read }: Given): RowCheck {
  const [comparison] = rule.compare
  if (comparison?.kind !== 'compare') throw new Error(`${rule.id} compares nothing`)
  const { left, right, holds } = comparedSql(comparison, read)
  return { tested: sql`${left} is not null and ${right} is not null`, failing: sql`not (${holds})`, why: sql`${`${rule.config.compare ?? ''} does not hold`}`, expected: sql`${rule.config.compare ?? ''}` }
}

function dateOrder({ rule, read }: Given): RowCheck {
  const [first = '', second = ''] = rule.fields
  const [a, b] = [first, second].map((field) => read(field).day)
  if (a === undefined || b === undefined) throw new Error(`${rule.id} orders no two dates`)
  return { tested: sql`${a} is not null and ${b} is not null`, failing: sql`${a} > ${b}`, why: sql`${`${first} is after ${second}`}`, expected: sql`${`${first} on or before ${second}`}` }
}

function togetherComplete({ rule, extract }: Given): RowCheck {
  const delivered = rule.fields.filter((field) => isDelivered(extract, field))
  const missing = delivered.map((field) => sql`${cellOf(field)} is null`)
  const all = rule.config.missing === 'all'
  return {
    tested: sql`true`,
    failing: sql`(${joinSql(missing, all ? sql` and ` : sql` or `)})`,
    why: sql`concat('missing: ', concat_ws(', ', ${joinSql(delivered.map((field) => sql`case when ${cellOf(field)} is null then ${field} end`))}))`,
    expected: nothing,
  }
}

function checkOf(given: Given): RowCheck {
  const { plan, rule } = given
  const { config, system } = rule
  const [field = system.fields[0] ?? ''] = rule.fields
  const reading = given.read(field)
  const { cell, amount } = reading
  const facts = given.known?.(given.extract, field)
  const filled = facts !== undefined && facts.filled === facts.cells ? sql`true` : sql`${cell} is not null`
  switch (config.kind) {
    case 'complete':
      return { tested: sql`true`, failing: sql`not ${filled}`, why: sql`'is missing'`, expected: nothing }
    case 'complete_together':
      return togetherComplete(given)
    case 'conforms':
      return conforming(given, field)
    case 'valid_ssn':
      return byReason(filled, whyNoSsn(reading))
    case 'valid_a_number':
      return byReason(filled, whyNoANumber(reading))
    case 'valid_receipt_number':
      return byReason(filled, whyNoReceipt(reading))
    case 'valid_date_of_birth':
      return byReason(filled, whyNoBirth(reading, dayOfRow(given), plan.asOf, config.ages ?? { min: 0, max: 110 }))
    case 'address_agrees':
      return address(rule)
    case 'placeholder': {
      const { type, values } = system.config.fields[field] ?? { type: 'text' as const, values: undefined }
      const usual = placeholder(type, reading, values)
      const none = config.values === undefined && facts?.placeholders === 0
      return { tested: filled, failing: none ? sql`false` : (isListed(cell, config.values) ?? usual), why: sql`'is written for what is not known'`, expected: nothing }
    }
    case 'date_order':
      return dateOrder(given)
    case 'compare':
      return compared(given)
    case 'benford':
      return { tested: sql`${amount} > 0`, failing: sql`false`, why: nothing, expected: nothing }
    case 'outlier':
      return hit(given, config.scale === 'log' ? sql`${amount} > 0` : sql`${amount} is not null`)
    case 'listed':
      return listed(rule, cell, config.values ?? system.config.fields[field]?.values ?? [])
    case 'reference':
      return reference(rule)
    case 'sequence_gap':
      return hit(given, sql`regexp_matches(trim(${cell}), '[0-9]$')`)
    case 'duplicate_key':
      return hit(given, sql`r.record_key is not null`)
    case 'duplicate_content':
      return hit(given, sql`true`)
    default:
      return hit(given, filled)
  }
}

/** The conditions of a rule in one extract. */
export function rowCheck(given: Given): RowCheck {
  const { rule, read } = given
  const check = checkOf(given)
  const where = conditionSql(rule.where, read)
  return rule.where.length === 0 ? check : { ...check, tested: sql`(${where}) and (${check.tested})` }
}
