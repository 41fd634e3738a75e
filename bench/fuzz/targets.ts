import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkAgainstFiles } from '../../src/config/check.js'
import { controlsBeside, controlsIn } from '../../src/config/control-file.js'
import { crossCheck } from '../../src/config/cross-check.js'
import { loadConfig } from '../../src/config/load.js'
import { Database } from '../../src/engine/database.js'
import { readHeader, sniffDialect } from '../../src/engine/delimited/index.js'
import { id, sql } from '../../src/engine/sql.js'
import { buildPlan } from '../../src/run/plan.js'
import type { PlanExtract } from '../../src/stages/plan.js'
import { correctionLedger, ledgerIdentities } from '../../src/stages/reconcile/ledger.js'
import { scanExtracts } from '../../src/stages/scan.js'
import type { StageContext } from '../../src/stages/stage.js'
import { loadTruth } from '../../src/stages/truth.js'
import type { Random } from '../../samples/random.js'
import { mutated } from './mutate.js'
import { configSeed, controlSeeds, csvSeed, labelSeeds, ledgerSeed, yamlLedgerSeed } from './seeds.js'

/** Where cases are tried: a folder for inputs, one for work, and a database that may use both. */
export interface Ground {
  readonly inputs: string
  readonly work: string
  readonly database: Database
}

/** Tries one case: ends with a result, or throws. A broken promise is an Error that is no InputError. */
export type Target = (ground: Ground, random: Random) => Promise<void>

export async function openGround(root: string): Promise<Ground> {
  const [inputs, work] = [join(root, 'inputs'), join(root, 'work')]
  for (const folder of [inputs, work]) mkdirSync(folder, { recursive: true })
  const database = await Database.open({ path: ':memory:', memory: '400MiB', threads: 1, folders: [inputs, work] })
  await database.run(sql`create table untouched as select 42 as n`)
  return { inputs, work, database }
}

const put = ({ inputs }: Ground, name: string, content: string | Buffer): string => {
  const path = join(inputs, name)
  writeFileSync(path, content)
  return path
}

const contextOf = ({ database, work }: Ground): StageContext => ({ database, workFolder: work, signal: new AbortController().signal, emit: () => undefined }) as unknown as StageContext

const pick = <T>(items: readonly T[], random: Random): T => items[random.between(0, items.length - 1)] as T

function equal(what: string, left: unknown, right: unknown): void {
  if (left !== right) throw new Error(`${what}: ${String(left)} is not ${String(right)}`)
}

/** A delivered file: every record that was read is kept or quarantined (I1). */
const delivered: Target = async (ground, random) => {
  const path = put(ground, 'in.csv', mutated(Buffer.from(csvSeed), random))
  const { guessed: _, ...dialect } = await sniffDialect(path, random.chance(0.3) ? { delimiter: ',' } : {})
  const header = await readHeader(path, dialect)
  const extract = { id: 'one', seq: 1, file: 'in.csv', path, config: {}, stated: [], positions: {}, header, dialect } as unknown as PlanExtract
  await scanExtracts(contextOf(ground), [extract])
  const facts = await ground.database.row<{ records: number; kept: number; aside: number }>(sql`select rows_read as records, rows_kept as kept, rows_quarantined as aside from extract_file`)
  equal('rows read', facts.records, facts.kept + facts.aside)
  equal('rows loaded', await ground.database.count('file_one'), facts.kept)
  equal('rows in quarantine', await ground.database.count('quarantine_one'), facts.aside)
}

const ledger: Target = async (ground, random) => {
  const yaml = random.chance(0.5)
  const path = put(ground, yaml ? 'ledger.yaml' : 'ledger.csv', mutated(Buffer.from(yaml ? yamlLedgerSeed : ledgerSeed), random))
  const given = { system: 'S', fields: ['last', 'first'], file: 'ledger', path }
  await correctionLedger([given]).code?.(contextOf(ground))
  for (const { lhs, rhs } of ledgerIdentities([given])) {
    const sides = await ground.database.row<{ lhs: number; rhs: number }>(sql`select (${lhs}) as lhs, (${rhs}) as rhs`)
    equal('entries whose hashes hold', sides.rhs, sides.lhs)
  }
}

const labels: Target = async (ground, random) => {
  const path = put(ground, 'labels.csv', mutated(Buffer.from(pick(labelSeeds, random)), random))
  await loadTruth(ground.database, path, ground.work)
}

const controls: Target = async (ground, random) => {
  const [name, text] = pick(controlSeeds, random)
  const file = { path: put(ground, 'in.csv', csvSeed), id: 'one' }
  const path = put(ground, name, mutated(Buffer.from(text), random))
  await (random.chance(0.5) ? controlsIn(path, file) : controlsBeside(file))
}

const config: Target = async (ground, random) => {
  put(ground, 'in.csv', csvSeed)
  const loaded = await loadConfig(put(ground, 'crosswalk.yaml', mutated(Buffer.from(configSeed), random)))
  crossCheck(loaded)
  const checked = await checkAgainstFiles(loaded)
  await buildPlan(checked.config, checked)
}

export const targets: Readonly<Record<string, Target>> = { delivered, ledger, labels, controls, config }

/** Removes what a case made; throws where a table stands that none of ours makes, or one of ours was touched. */
export async function clear({ inputs, work, database }: Ground): Promise<void> {
  const tables = await database.rows<{ name: string }>(sql`select table_name as name from duckdb_tables() where table_name <> 'untouched' order by name`)
  for (const { name } of tables) {
    if (!/^(?:extract_file|file_one|quarantine_one|correction_ledger|ledger_(?:file|line|entry|hash|fault)|truth_(?:file|line))$/.test(name)) throw new Error('a table was made that no stage makes')
    await database.run(sql`drop table ${id(name)}`)
  }
  equal('the table that nobody touches', (await database.row<{ n: number }>(sql`select n from untouched`)).n, 42)
  for (const folder of [inputs, work]) {
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder)
  }
}
