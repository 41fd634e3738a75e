import { checkAgainstFiles } from '../../src/config/check.js'
import { controlsBeside, controlsIn } from '../../src/config/control-file.js'
import { crossCheck } from '../../src/config/cross-check.js'
import { loadConfig } from '../../src/config/load.js'
import { readHeader, sniffDialect } from '../../src/engine/delimited/index.js'
import { sql } from '../../src/engine/sql.js'
import { buildPlan } from '../../src/run/plan.js'
import type { PlanExtract } from '../../src/stages/plan.js'
import { correctionLedger, ledgerIdentities } from '../../src/stages/reconcile/ledger.js'
import { neverSaved } from '../../src/stages/pieces.js'
import { scanExtracts } from '../../src/stages/scan.js'
import type { StageContext } from '../../src/stages/stage.js'
import { loadTruth } from '../../src/stages/truth.js'
import { equal, pick, put, type FileTarget, type Ground, type Target } from './ground.js'
import { inSql } from './in-sql.js'
import { mutated } from './mutate.js'
import { parsing } from './parsing.js'
import { people } from './people.js'
import { configSeed, controlSeeds, csvSeed, labelSeeds, ledgerSeed, yamlLedgerSeed } from './seeds.js'
import { selects } from './selects.js'
import { texts } from './texts.js'

const contextOf = ({ database, work }: Ground): StageContext => ({ database, workFolder: work, signal: new AbortController().signal, emit: () => undefined, ...neverSaved }) as unknown as StageContext

/** A delivered file: every record that was read is kept or quarantined (I1). */
const delivered: FileTarget['tryCase'] = async (ground, random) => {
  const path = put(ground, 'in.csv', mutated(Buffer.from(csvSeed), random))
  const { guessed: _, ...dialect } = await sniffDialect(path, random.chance(0.3) ? { delimiter: ',' } : {})
  const header = await readHeader(path, dialect)
  const extract = { id: 'one', seq: 1, file: 'in.csv', path, config: {}, stated: [], positions: {}, header, dialect } as unknown as PlanExtract
  await scanExtracts(contextOf(ground), [extract])
  const facts = await ground.database.row<{ records: number; kept: number; aside: number; loaded: number; quarantined: number }>(
    sql`select rows_read as records, rows_kept as kept, rows_quarantined as aside, (select count(*) from file_one) as loaded, (select count(*) from quarantine_one) as quarantined from extract_file`,
  )
  equal('rows read', facts.records, facts.kept + facts.aside)
  equal('rows loaded', facts.loaded, facts.kept)
  equal('rows in quarantine', facts.quarantined, facts.aside)
}

const ledger: FileTarget['tryCase'] = async (ground, random) => {
  const yaml = random.chance(0.5)
  const path = put(ground, yaml ? 'ledger.yaml' : 'ledger.csv', mutated(Buffer.from(yaml ? yamlLedgerSeed : ledgerSeed), random))
  const given = { system: 'S', fields: ['last', 'first'], file: 'ledger', path }
  await correctionLedger([given]).code?.(contextOf(ground))
  for (const { lhs, rhs } of ledgerIdentities([given])) {
    const sides = await ground.database.row<{ lhs: number; rhs: number }>(sql`select (${lhs}) as lhs, (${rhs}) as rhs`)
    equal('entries whose hashes hold', sides.rhs, sides.lhs)
  }
}

const labels: FileTarget['tryCase'] = async (ground, random) => {
  const path = put(ground, 'labels.csv', mutated(Buffer.from(pick(labelSeeds, random)), random))
  await loadTruth(ground.database, path, ground.work)
}

const controls: FileTarget['tryCase'] = async (ground, random) => {
  const [name, text] = pick(controlSeeds, random)
  const file = { path: put(ground, 'in.csv', csvSeed), id: 'one' }
  const path = put(ground, name, mutated(Buffer.from(text), random))
  await (random.chance(0.5) ? controlsIn(path, file) : controlsBeside(file))
}

const config: FileTarget['tryCase'] = async (ground, random) => {
  put(ground, 'in.csv', csvSeed)
  const loaded = await loadConfig(put(ground, 'crosswalk.yaml', mutated(Buffer.from(configSeed), random)))
  crossCheck(loaded)
  const checked = await checkAgainstFiles(loaded)
  await buildPlan(checked.config, checked)
}

/** What is tried, the dearest first: runs, then what reads a file in a run, then functions, then SQL over many cells. */
export const targets: Readonly<Record<string, Target>> = {
  people,
  delivered: { title: 'delivered CSV', tryCase: delivered },
  ledger: { title: 'ledgers, CSV and YAML', tryCase: ledger },
  labels: { title: 'labels', tryCase: labels },
  controls: { title: 'control files', tryCase: controls },
  config: { title: 'configs', tryCase: config },
  selects,
  ...parsing,
  ...texts,
  ...inSql,
}
