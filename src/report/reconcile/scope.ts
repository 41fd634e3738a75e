import { joinSql, sql, type Sql } from '../../engine/sql.js'
import type { FigureOptions } from '../figures.js'
import type { ExtractRow, Reading, SystemReading } from '../reading.js'
import { text, type Block, type Column, type Ref, type Section, type TableBlock, type Text } from '../summary.js'
import { nounAt, plural, type Grain } from '../words.js'

/** Two extracts of a scope, the earlier first. */
export interface Pair {
  readonly a: ExtractRow
  readonly b: ExtractRow
}

/** The extracts of one system at one grain, and what the parts of its report ask for. */
export interface Scope {
  readonly reading: Reading
  readonly system: SystemReading
  readonly grain: Grain
  /** Whether it is the first grain of the system: what has no grain is told there alone. */
  readonly first: boolean
  readonly one: string
  readonly noun: string
  readonly extracts: readonly ExtractRow[]
  /** Pairs that the run compared key by key and cell by cell. */
  readonly compared: readonly Pair[]
  /** Condition on the rows of this scope. */
  readonly here: Sql
}


/** Rows that a table of the page holds at most; the rest stands in a file. */
export const most = 50

/** As in the comparison: an extract whose rows have no key at this grain takes no part, one without any row does. */
const takesPart = (extract: ExtractRow, grain: Grain): boolean => sizeAt(extract, grain) > 0 || extract.rows_read === extract.rows_rejected

const sizeAt = (extract: ExtractRow, grain: Grain): number => (grain === 'row' ? extract.keys : extract.units)

async function comparedPairs(reading: Reading, here: Sql, extracts: readonly ExtractRow[]): Promise<Pair[]> {
  const sources = ['period_walk', 'field_drift', 'row_change'].filter((table) => reading.has(table)).map((table) => (
    table === 'period_walk' ? sql`select a, b from period_walk where ${here}` : table === 'field_drift' ? sql`select a, b from field_drift where ${here}` : sql`select a, b from row_change where ${here}`
  ))
  const named = sources.length === 0 ? [] : await reading.database.rows<{ a: string; b: string }>(sql`select distinct a, b from (${joinSql(sources, sql` union all `)})`)
  const successive = extracts.slice(1).map((b, index) => ({ a: extracts[index]?.extract_id ?? '', b: b.extract_id }))
  const wanted = new Set([...named, ...successive].map(({ a, b }) => `${a} ${b}`))
  return extracts.flatMap((a) => extracts.map((b) => ({ a, b }))).filter(({ a, b }) => wanted.has(`${a.extract_id} ${b.extract_id}`))
    .sort((x, y) => x.b.seq - y.b.seq || y.a.seq - x.a.seq)
}

/** The scopes of a system: each grain at which two or more of its extracts hold keys. */
export async function scopesOf(reading: Reading, system: SystemReading): Promise<Scope[]> {
  const scopes: Scope[] = []
  for (const grain of system.grains) {
    const extracts = system.extracts.filter((extract) => takesPart(extract, grain))
    if (extracts.length < 2) continue
    const here = sql`system = ${system.name} and grain = ${grain}`
    const one = nounAt(system.config, grain)
    const compared = await comparedPairs(reading, here, extracts)
    scopes.push({ reading, system, grain, first: scopes.length === 0, one, noun: plural(one), extracts, compared, here })
  }
  return scopes
}

export const sizeOf = ({ grain }: Scope, extract: ExtractRow): number => sizeAt(extract, grain)

export const inPair = ({ here }: Scope, { a, b }: Pair): Sql => sql`${here} and a = ${a.extract_id} and b = ${b.extract_id}`

export const pairName = ({ a, b }: Pair): string => `${a.extract_id} → ${b.extract_id}`

/** Name of a figure of a scope. Its parts come from the config, from lists of this program, or are numbers. */
export const named = ({ system, grain }: Scope, ...parts: readonly (string | number)[]): string => ['reconcile', system.name, grain, ...parts].join('.')

export const ofPair = ({ a, b }: Pair, ...parts: readonly (string | number)[]): (string | number)[] => [a.extract_id, b.extract_id, ...parts]

/** Adds a figure of a scope. */
export const add = (scope: Scope, parts: readonly (string | number)[], value: number, options: Omit<FigureOptions, 'unit'> & { readonly unit?: string } = {}): Ref =>
  scope.reading.figures.add(named(scope, ...parts), value, { unit: scope.noun, ...options })

/** Adds an amount of a scope. */
export const addAmount = (scope: Scope, parts: readonly (string | number)[], exact: string, options: Omit<FigureOptions, 'unit' | 'exact'> = {}): Ref =>
  scope.reading.figures.decimal(named(scope, ...parts), exact, { unit: 'amount', ...options })

/** A part's id is unique on the page. */
export const part = ({ system, grain }: Scope, name: string, title: string, blocks: readonly Block[]): Section[] =>
  blocks.length === 0 ? [] : [{ id: `reconcile-${system.name}-${grain}-${name}`, title, blocks }]

interface Cut {
  /** Which rows of a longer list are shown. */
  readonly pick?: 'first' | 'last' | 'largest'
  readonly caption: string
  readonly columns: readonly Column[]
  /** A last row with the sums of the whole list. */
  readonly sum?: readonly Text[]
  readonly note?: string
  /** Each row tells of one record, or names who entered it. */
  readonly individual?: boolean
  readonly folded?: boolean
  readonly file?: string | undefined
}

/**
 * A table of a list; of a long one the first rows, with a sentence that says how many there are and leads to all of them.
 * @param all the figure that counts the whole list
 */
export function cutTable(all: Ref, value: number, what: string, rows: readonly (readonly Text[])[], { pick = 'first', sum, ...table }: Cut): Block[] {
  const shown = rows.slice(0, most)
  const block: TableBlock = { kind: 'table', ...table, rows: sum === undefined ? shown : [...shown, sum] }
  return value > shown.length ? [{ kind: 'text', text: text`The ${pick} ${shown.length} of ${all} ${what}.` }, block] : [block]
}
