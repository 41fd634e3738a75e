import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { InputError } from '../../engine/errors.js'
import type { Manifest } from '../manifest-schema.js'
import type { Change, ChangedFigure, ChangedInput, ChangedSetting, ChangedTable } from './difference.js'

interface Both<T> {
  readonly name: string
  readonly change: Change
  readonly before: T | undefined
  readonly after: T | undefined
}

/** What two maps do not have alike, in the order of names. */
function differing<T>(before: ReadonlyMap<string, T>, after: ReadonlyMap<string, T>, same: (a: T, b: T) => boolean): Both<T>[] {
  return [...new Set([...before.keys(), ...after.keys()])].sort().flatMap((name): Both<T>[] => {
    const [a, b] = [before.get(name), after.get(name)]
    if (a !== undefined && b !== undefined && same(a, b)) return []
    return [{ name, change: a === undefined ? 'new' : b === undefined ? 'gone' : 'changed', before: a, after: b }]
  })
}

type Read = readonly [name: string, read: { readonly file: string; readonly sha256: string; readonly rows: number | null }]

const readOf = ({ inputs, sidecars, labels = [] }: Manifest): ReadonlyMap<string, Read[1]> =>
  new Map([
    ...inputs.map(({ extract_id: id, file, sha256, rows_read: rows }): Read => [id, { file, sha256, rows }]),
    ...sidecars.map(({ kind, of: owner, file, sha256 }): Read => [`${kind} of ${owner}`, { file, sha256, rows: null }]),
    ...labels.map(({ match, file, sha256 }): Read => [`labels of ${match}`, { file, sha256, rows: null }]),
  ])

/** Inputs by extract, and what was read beside them. */
export function changedInputs(before: Manifest, after: Manifest): ChangedInput[] {
  return differing(readOf(before), readOf(after), (a, b) => a.sha256 === b.sha256).map(({ name, change, before: a, after: b }) => ({
    extract_id: name, file: b?.file ?? a?.file ?? '', change, rows_before: a?.rows ?? null, rows_after: b?.rows ?? null,
  }))
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value)

/** How an item of a list is called: by its name or id, else by its place. */
const called = (item: unknown, index: number): string => {
  const own = isObject(item) ? (item['name'] ?? item['id']) : undefined
  return typeof own === 'string' ? own : String(index + 1)
}

/** Single values by their path; what is empty stands as it is. */
function leaves(value: unknown, path: string, into: Map<string, string>): Map<string, string> {
  const inner = Array.isArray(value) ? value.map((item, index) => [called(item, index), item] as const) : isObject(value) ? Object.entries(value) : []
  if (inner.length === 0) {
    if (value !== undefined) into.set(path, JSON.stringify(value))
  } else for (const [name, one] of inner) leaves(one, path === '' ? name : `${path}.${name}`, into)
  return into
}

/** Values of two objects that are not the same, by their paths. */
export const changedSettings = (before: unknown, after: unknown): ChangedSetting[] =>
  differing(leaves(before, '', new Map()), leaves(after, '', new Map()), (a, b) => a === b).map(({ name, change, before: a, after: b }) => ({ path: name, change, before: a ?? null, after: b ?? null }))

const versionsOf = ({ crosswalk, versions, method, reference, seeds }: Manifest): unknown => ({
  crosswalk, duckdb: versions.duckdb, packages: versions.dependencies, pipeline: method.sha256, reference: Object.fromEntries(reference.map(({ name, sha256 }) => [name, sha256])), seeds,
})

/** Versions of the program, its packages, its SQL and its tables of names. */
export function changedVersions(before: Manifest, after: Manifest): ChangedSetting[] {
  return changedSettings(versionsOf(before), versionsOf(after))
}

const tablesOf = ({ tables }: Manifest): ReadonlyMap<string, Manifest['tables'][number]> => new Map(tables.map((one) => [one.table, one]))

/** Tables whose rows are not the same, in whatever order; of those in `same` that is known although their hashes differ. */
export function changedTables(before: Manifest, after: Manifest, same: ReadonlySet<string>): ChangedTable[] {
  return differing(tablesOf(before), tablesOf(after), (a, b) => a.rows === b.rows && (a.sha256 === b.sha256 || a.content_hash === b.content_hash || same.has(a.table))).map(({ name, change, before: a, after: b }) => ({
    table: name, change, rows_before: a?.rows ?? null, rows_after: b?.rows ?? null,
  }))
}

const summarySchema = z.object({
  figures: z.record(z.string(), z.object({ value: z.number().optional(), exact: z.string().optional(), of: z.number().optional(), unit: z.string() })),
})

/** Undefined where the run has no reports. */
function figuresOf(folder: string): Map<string, { unit: string; shown: string }> | undefined {
  const path = join(folder, 'summary.json')
  if (!existsSync(path)) return undefined
  const read = summarySchema.safeParse(JSON.parse(readFileSync(path, 'utf8')))
  if (!read.success) throw new InputError('is not the summary.json of a run', { file: path }, 'make the report again: crosswalk report')
  return new Map(Object.entries(read.data.figures).map(([name, { value, exact, of, unit }]) => [name, { unit, shown: `${exact ?? value ?? ''}${of === undefined ? '' : ` of ${of}`}` }]))
}

/** Figures of the reports by name, where both runs have reports; a profile has none. */
export function changedFigures(before: string, after: string): ChangedFigure[] {
  const [was, is] = [figuresOf(before), figuresOf(after)]
  if (was === undefined || is === undefined) return []
  return differing(was, is, (a, b) => a.shown === b.shown).map(({ name, change, before: a, after: b }) => ({
    name, change, unit: b?.unit ?? a?.unit ?? '', before: a?.shown ?? null, after: b?.shown ?? null,
  }))
}
