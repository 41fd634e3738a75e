import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pLimit from 'p-limit'
import { historyText, type HistoryLine } from '../config/history.js'
import type { Row } from '../engine/database.js'
import { z } from 'zod'
import type { Plan } from '../stages/plan.js'
import type { RunEvent } from './events.js'
import type { Exported } from './export.js'

const chunkBytes = 1 << 20

/** sha256 of a file, as hex; read piece by piece into one buffer. */
export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256')
  const handle = await open(path, 'r')
  try {
    const { size } = await handle.stat()
    const chunk = Buffer.allocUnsafe(Math.min(chunkBytes, Math.max(size, 1)))
    for (;;) {
      const { bytesRead } = await handle.read(chunk, 0, chunk.length, null)
      if (bytesRead === 0) return hash.digest('hex')
      hash.update(chunk.subarray(0, bytesRead))
    }
  } finally {
    await handle.close()
  }
}

const openFiles = 4

const here = dirname(fileURLToPath(import.meta.url))
const packageFile = join(here, here.includes(join('dist', 'src')) ? '../../../package.json' : '../../package.json')

/** The version of Crosswalk. */
export const version = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(packageFile, 'utf8'))).version

export interface ManifestInput {
  readonly name: string
  readonly plan: Plan
  readonly configText: string
  /** Delivered files, hashed while they were read. */
  readonly inputs: readonly Row[]
  /** What the run read of earlier ones. */
  readonly history: readonly HistoryLine[] | undefined
  readonly events: readonly RunEvent[]
  readonly exported: readonly Exported[]
  readonly folder: string
  readonly code: number
  readonly memory: string
  readonly threads: number | undefined
}

/** Events folded into run.json: all that differs between two equal runs stands under `environment` and `timings`. */
export async function manifestOf(input: ManifestInput): Promise<Record<string, unknown>> {
  const { plan, events, exported, folder } = input
  const made = events.filter((event) => event.kind === 'table_made')
  const rowsOf = new Map(made.map((event) => [event.table, event.rows]))
  const limit = pLimit(openFiles)
  const hash = async (file: string): Promise<string> => await limit(async () => await sha256Of(join(folder, file)))
  const tables = await Promise.all(
    exported.map(async ({ table, stage, parquet, csv, withoutCsv }) => ({
      stage,
      table,
      rows: rowsOf.get(table) ?? null,
      file: parquet,
      sha256: await hash(parquet),
      csv: csv === undefined ? null : { file: csv, sha256: await hash(csv) },
      ...(withoutCsv === undefined ? {} : { without_csv: withoutCsv }),
    })),
  )
  return {
    crosswalk: version,
    name: input.name,
    as_of: plan.asOf === '' ? null : plan.asOf,
    code: input.code,
    config_sha256: createHash('sha256').update(input.configText).digest('hex'),
    inputs: input.inputs,
    ...(input.history === undefined ? {} : { history: { lines: input.history.length, sha256: createHash('sha256').update(historyText(input.history)).digest('hex') } }),
    tables,
    identities: events
      .filter((event) => event.kind === 'identity_checked')
      .map(({ stage, identity, scope, lhs, rhs, ok }) => ({ stage, identity, scope, lhs, rhs, ok })),
    environment: { node: process.version, platform: `${process.platform}-${process.arch}`, memory: input.memory, threads: input.threads ?? null },
    timings: events.filter((event) => event.kind === 'stage_done').map(({ stage, seconds }) => ({ stage, seconds: Math.round(seconds * 1000) / 1000 })),
  }
}
