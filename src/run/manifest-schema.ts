import { z } from 'zod'

const sha256 = z.string().regex(/^[0-9a-f]{64}$/).describe('sha256, as hex')
const count = z.number().int().nonnegative()
const inside = z.string().regex(/^(?![/\\])(?!.*(?:^|[/\\])\.\.(?:[/\\]|$))/).describe('path inside the run folder')
const hashed = { file: inside, bytes: count, sha256 }

const inputFile = z.strictObject({
  extract_id: z.string(),
  file: z.string().describe('logical name: the path without folders'),
  sha256,
  bytes: count,
  rows_read: count,
  rows_kept: count,
  rows_quarantined: count,
})

const sidecar = z.strictObject({
  kind: z.enum(['controls', 'corrections', 'exhibit']),
  of: z.string().describe('the extract, system or exhibit that it belongs to'),
  file: z.string(),
  bytes: count,
  sha256,
})

const table = z.strictObject({
  stage: z.string(),
  table: z.string(),
  rows: count,
  content_hash: z.string().regex(/^[0-9a-f]{16}$/).describe('of the rows in whatever order: the sum modulo 2^64 of the hash that DuckDB of versions.duckdb gives each'),
  file: inside,
  sha256,
  csv: z.strictObject({ file: inside, sha256 }).nullable(),
  without_csv: z.string().optional(),
  sql: z.strictObject({ file: inside, sha256 }).nullable().describe('the statement that made it, as it ran; null where code made it'),
})

const identity = z.strictObject({ stage: z.string(), identity: z.string(), scope: z.string(), lhs: z.string(), rhs: z.string(), ok: z.boolean() })

/** run.json: what went into a run, what it was made by, and what came out. All but `environment` and `timings` is the same in equal runs. */
export const manifestSchema = z.strictObject({
  manifest: z.literal(1).describe('version of this format'),
  crosswalk: z.string(),
  name: z.string(),
  as_of: z.string().nullable(),
  code: z.union([z.literal(0), z.literal(1)]).describe('0 within tolerance, 1 findings beyond it'),
  stages: z.array(z.string()),
  config: z.record(z.string(), z.unknown()).describe('as resolved, every default written out, files by their names alone'),
  config_sha256: sha256.describe('of the resolved config as YAML'),
  inputs: z.array(inputFile),
  sidecars: z.array(sidecar).describe('what else was read: control files, ledgers of corrections, SQL of exhibits'),
  labels: z.array(z.strictObject({ match: z.string(), file: z.string(), sha256 })).optional(),
  history: z.strictObject({ lines: count, sha256 }).optional().describe('what was read of earlier runs'),
  versions: z.strictObject({ duckdb: z.string(), dependencies: z.record(z.string(), z.string()) }),
  method: z.strictObject({ files: count, sha256 }).describe('the SQL files of pipeline/'),
  reference: z.array(z.strictObject({ name: z.string(), sha256 })).describe('tables of names, words and places that are part of the program'),
  seeds: z.record(z.string(), z.number().int()),
  tables: z.array(table),
  not_kept: z.array(z.strictObject({ stage: z.string(), table: z.string() })).optional().describe('tables that were made and not kept, since the config keeps results alone'),
  identities: z.array(identity),
  files: z.array(z.strictObject(hashed)).describe('every other file of the run folder'),
  environment: z.strictObject({
    node: z.string(),
    platform: z.string(),
    memory: z.string(),
    threads: z.number().int().nullable(),
    seal: sha256.or(z.literal('')).describe('sha256 of this file with an empty seal: a slip is found by it, a forger only by a signature'),
  }),
  timings: z.array(
    z.union([
      z.strictObject({ stage: z.string(), seconds: z.number(), saving: z.number().optional().describe('seconds that it took to save what the stages had made by then') }),
      z.strictObject({ finishing: z.string().describe('a piece of what follows the stages'), seconds: z.number() }),
    ]),
  ),
})

export type Manifest = z.output<typeof manifestSchema>

/** The text of configs/run.schema.json (JSON Schema, draft 2020-12). */
export function manifestJsonSchemaText(): string {
  const schema = z.toJSONSchema(manifestSchema, { target: 'draft-2020-12' })
  return `${JSON.stringify({ ...schema, title: 'Crosswalk run manifest', description: 'run.json of a run folder' }, undefined, 2)}\n`
}
