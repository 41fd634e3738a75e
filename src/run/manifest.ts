import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { CheckedConfig } from '../config/check.js'
import { historyText } from '../config/history.js'
import type { Config } from '../config/schema.js'
import type { Database } from '../engine/database.js'
import { sql } from '../engine/sql.js'
import { pipelineHash } from '../engine/template.js'
import type { Plan } from '../stages/plan.js'
import { referenceData, seeds } from '../stages/reference.js'
import { attestationFile, attestationOf } from './attestation.js'
import type { RunEvent } from './events.js'
import type { Exported, Tables } from './export.js'
import { filesIn, hashedFiles, sha256Text, type HashedFile } from './hashes.js'
import type { Manifest } from './manifest-schema.js'
import { logicalConfig, logicalConfigText } from './run-name.js'
import { signatureFile } from './signature.js'
import { dependencyVersions, version } from './versions.js'

export interface ManifestInput {
  readonly database: Database
  readonly config: Config
  readonly checked: CheckedConfig
  readonly plan: Plan
  readonly events: readonly RunEvent[]
  readonly output: Tables
  readonly folder: string
  readonly code: 0 | 1
  readonly memory: string
  readonly threads: number | undefined
}

/** Files that say of a run what is in it, and are not listed in what they say. */
export const ownFiles: readonly string[] = ['run.json', signatureFile]

/** run.json as text, with its seal. */
export function sealed(manifest: Manifest): string {
  const text = (seal: string): string => `${JSON.stringify({ ...manifest, environment: { ...manifest.environment, seal } }, null, 2)}\n`
  return text(sha256Text(text('')))
}

async function sidecarsOf({ ledgers, controls, exhibits }: CheckedConfig): Promise<Manifest['sidecars']> {
  const found = [
    ...[...controls].map(([of, { path }]) => ({ kind: 'controls' as const, of, path })),
    ...ledgers.map(({ system, path }) => ({ kind: 'corrections' as const, of: system, path })),
    ...exhibits.flatMap(({ name, file }) => (file === undefined ? [] : [{ kind: 'exhibit' as const, of: name, path: file.path }])),
  ]
  return await Promise.all(
    found.map(async ({ kind, of, path }) => {
      const [hashed] = await hashedFiles(dirname(path), [basename(path)])
      if (hashed === undefined) throw new Error('a file was hashed and has no hash')
      return { kind, of, ...hashed }
    }),
  )
}

const sqlOf = ({ stage, table }: Exported): string => `sql/${stage}/${table}.sql`

async function tablesOf({ output: { exported }, folder }: ManifestInput): Promise<Manifest['tables']> {
  const names = exported.flatMap((one) => [one.parquet, ...(one.csv === undefined ? [] : [one.csv]), ...(existsSync(join(folder, sqlOf(one))) ? [sqlOf(one)] : [])])
  const hashes = new Map((await hashedFiles(folder, names)).map(({ file, sha256 }) => [file, sha256]))
  const hash = (file: string): { readonly file: string; readonly sha256: string } => ({ file, sha256: hashes.get(file) ?? '' })
  return exported.map((one) => ({
    stage: one.stage,
    table: one.table,
    rows: one.content.rows,
    content_hash: one.content.hash,
    ...hash(one.parquet),
    csv: one.csv === undefined ? null : hash(one.csv),
    ...(one.withoutCsv === undefined ? {} : { without_csv: one.withoutCsv }),
    sql: hashes.has(sqlOf(one)) ? hash(sqlOf(one)) : null,
  }))
}

/** Files of a run folder that are no table and say nothing of the others. */
async function otherFiles(folder: string, tables: Manifest['tables']): Promise<HashedFile[]> {
  const named = new Set([...ownFiles, attestationFile, ...tables.flatMap(({ file, csv }) => [file, ...(csv === null ? [] : [csv.file])])])
  return await hashedFiles(folder, filesIn(folder).filter((file) => !named.has(file)))
}

/** Writes the attestation of what is listed, and lists it too. */
async function attested<T extends Parameters<typeof attestationOf>[0]>(folder: string, facts: T): Promise<T> {
  writeFileSync(join(folder, attestationFile), `${JSON.stringify(attestationOf(facts), null, 2)}\n`, { mode: 0o600 })
  const files = [...facts.files, ...(await hashedFiles(folder, [attestationFile]))]
  return { ...facts, files: files.sort((a, b) => (a.file < b.file ? -1 : 1)) }
}

const thousandths = (seconds: number): number => Math.round(seconds * 1000) / 1000

/** How long the stages took, saving them, and what followed; the listing itself is not among it. */
function timingsOf(events: readonly RunEvent[]): Manifest['timings'] {
  const saving = new Map<string, number>()
  for (const event of events) if (event.kind === 'stage_saved') saving.set(event.stage, (saving.get(event.stage) ?? 0) + event.seconds)
  return events.flatMap((event): Manifest['timings'] => {
    if (event.kind === 'finished') return [{ finishing: event.what, seconds: thousandths(event.seconds) }]
    if (event.kind !== 'stage_done') return []
    const saved = saving.get(event.stage)
    return [{ stage: event.stage, seconds: thousandths(event.seconds), ...(saved === undefined ? {} : { saving: thousandths(saved) }) }]
  })
}

/** Writes run.json and the attestation of a folder in which all else is there. Events are folded: all that differs between two equal runs stands under `environment` and `timings`. */
export async function writeManifest(input: ManifestInput): Promise<void> {
  const { database, config, checked, plan, events, folder, code, memory, threads } = input
  const labels = await Promise.all(plan.matches.flatMap(({ name, labels: told }) => (told === undefined ? [] : [{ match: name, ...told }])).map(async ({ match, file, path }) => {
    const [hashed] = await hashedFiles(dirname(path), [basename(path)])
    return { match, file, sha256: hashed?.sha256 ?? '' }
  }))
  const history = checked.history?.lines
  const tables = await tablesOf(input)
  const facts = await attested(folder, {
    manifest: 1 as const,
    crosswalk: version,
    name: config.name,
    as_of: plan.asOf === '' ? null : plan.asOf,
    code,
    stages: events.flatMap((event) => (event.kind === 'run_started' ? event.stages : [])),
    config: { ...logicalConfig(config) },
    config_sha256: sha256Text(logicalConfigText(config)),
    inputs: await database.rows<Manifest['inputs'][number]>(sql`select extract_id, file, sha256, bytes, rows_read, rows_kept, rows_quarantined from extract_file order by extract_id`),
    sidecars: await sidecarsOf(checked),
    ...(labels.length === 0 ? {} : { labels }),
    ...(history === undefined ? {} : { history: { lines: history.length, sha256: sha256Text(historyText(history)) } }),
    versions: { duckdb: (await database.row<{ v: string }>(sql`select version() as v`)).v, dependencies: dependencyVersions() },
    method: pipelineHash(),
    reference: referenceData(),
    seeds,
    tables,
    ...(input.output.left.length === 0 ? {} : { not_kept: input.output.left.map(({ stage, table }) => ({ stage, table })) }),
    identities: events.filter((event) => event.kind === 'identity_checked').map(({ stage, identity, scope, lhs, rhs, ok }) => ({ stage, identity, scope, lhs, rhs, ok })),
    files: await otherFiles(folder, tables),
  })
  const environment = { node: process.version, platform: `${process.platform}-${process.arch}`, memory, threads: threads ?? null, seal: '' }
  writeFileSync(join(folder, 'run.json'), sealed({ ...facts, environment, timings: timingsOf(events) }), { mode: 0o600 })
}

const madeByReport = /^(?:report\.html|report\.xlsx|summary\.json|(?:rows|corrections|statistics)\/.*)$/u

/**
 * Lists anew the files that a report was made into, in run.json and the attestation. Where they are not the bytes of before a signature goes, which is of
 * another run.json. Tables keep the hashes that they were made with.
 */
export async function relistReports(folder: string, manifest: Manifest): Promise<void> {
  const kept = manifest.files.filter(({ file }) => !madeByReport.test(file) && file !== attestationFile)
  const made = await hashedFiles(folder, filesIn(folder).filter((file) => madeByReport.test(file)))
  const files = [...kept, ...made].sort((a, b) => (a.file < b.file ? -1 : 1))
  if (JSON.stringify(files) === JSON.stringify(manifest.files.filter(({ file }) => file !== attestationFile))) return
  rmSync(join(folder, signatureFile), { force: true })
  writeFileSync(join(folder, 'run.json'), sealed(await attested(folder, { ...manifest, files })), { mode: 0o600 })
}
