// node dist/bench/speed.js RECORDS tight|loose|none OUT [--memory 4GB] [--whole]: one run over generated people, as a program that measures several tools calls it: with
// the blocking rules that they all get, or with none, so that it chooses its own; matching alone, or --whole, with rules of data quality and reports. Writes OUT/pairs.parquet (id_a, id_b, probability, from .5) and
// OUT/clusters.parquet (id, cluster), and prints one line of JSON: seconds of each stage and of the finishing, and what was found.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { configToYaml } from '../src/config/to-yaml.js'
import { joinSql, sql, unionAll } from '../src/engine/sql.js'
import { runConfig, version } from '../src/index.js'
import type { Manifest } from '../src/run/manifest-schema.js'
import { idOf, tableFile, withDatabase } from './scoring/run-tables.js'
import { isRuleSet, speedConfig } from './speed/config.js'

const { values, positionals } = parseArgs({ allowPositionals: true, options: { memory: { type: 'string' }, whole: { type: 'boolean', default: false } } })
const [records, rules, out, fourth] = positionals
if (records === undefined || !isRuleSet(rules) || out === undefined) {
  process.stderr.write('usage: speed RECORDS tight|loose|none OUT [--memory 4GB] [--whole]\n')
  process.exit(2)
}
const memory = values.memory ?? fourth

interface Found {
  /** Pairs that the chosen rules make, each rule counted for itself, and those that it leaves out since a block is beyond its limit. */
  readonly rule_pairs: number
  readonly rule_pairs_left_out: number
  /** Pairs of probability .5 and more. */
  readonly pairs_listed: number
  readonly entities: number
}

/** Writes what a run found into two files, and counts it. They are in no order: sorting is no part of what is measured. */
async function writeFound(run: string, { tables }: Manifest, to: string): Promise<Found> {
  const [left, right] = [idOf('id', 'left_'), idOf('id', 'right_')]
  const [pairs, clusters] = [join(resolve(to), 'pairs.parquet'), join(resolve(to), 'clusters.parquet')]
  return await withDatabase([run, to], async (database) => {
    await database.command(sql`copy (select least(${left}, ${right}) as id_a, greatest(${left}, ${right}) as id_b, probability
      from read_parquet(${tableFile(run, 'candidate')}) where probability >= 0.5) to ${pairs} (format parquet)`)
    await database.command(sql`copy (select ${idOf('id')} as id, entity_id as cluster from read_parquet(${tableFile(run, 'entity')})) to ${clusters} (format parquet)`)
    const chosen = tables.filter(({ table }) => table.startsWith('block_rule')).map(({ file }) => sql`select * from read_parquet(${join(resolve(run), file)})`)
    return await database.row<Found>(sql`select cast(sum(pairs) filter (where chosen) as bigint) as rule_pairs, cast(sum(pairs_capped) filter (where chosen) as bigint) as rule_pairs_left_out,
      (select count(*) from read_parquet(${pairs})) as pairs_listed, (select count(distinct cluster) from read_parquet(${clusters})) as entities from (${joinSql(chosen, unionAll)})`)
  })
}

const rounded = (seconds: number): number => Number(seconds.toFixed(2))

/** Seconds of stages, and of what follows them, by name. */
function secondsOf({ timings }: Manifest): { stages: Record<string, number>; finishing: Record<string, number> } {
  const [stages, finishing] = [new Map<string, number>(), new Map<string, number>()]
  for (const timing of timings) {
    if ('stage' in timing) stages.set(timing.stage, timing.seconds)
    else finishing.set(timing.finishing, timing.seconds)
  }
  return { stages: Object.fromEntries(stages), finishing: Object.fromEntries(finishing) }
}

mkdirSync(out, { recursive: true })
const folder = mkdtempSync(join(out, 'work-'))
try {
  const config = join(folder, 'config.yaml')
  writeFileSync(config, configToYaml(await speedConfig(records, rules, folder, values.whole ? 'whole' : 'matching')), { mode: 0o600 })
  const { folder: run } = await runConfig(config, { runs: join(folder, 'runs'), ...(memory === undefined ? {} : { memory }) })
  const manifest = JSON.parse(readFileSync(join(run, 'run.json'), 'utf8')) as Manifest
  const candidates = manifest.tables.find(({ table }) => table === 'candidate')?.rows ?? 0
  const written = performance.now()
  const found = await writeFound(run, manifest, out)
  const writing = (performance.now() - written) / 1000
  const { userCPUTime: user, systemCPUTime: system, maxRSS: peak } = process.resourceUsage()
  process.stdout.write(`${JSON.stringify({
    tool: 'crosswalk', version, rules, records: manifest.inputs.reduce((sum, { rows_read: rows }) => sum + rows, 0), memory: manifest.environment.memory,
    ...secondsOf(manifest), writing: rounded(writing), candidates, ...found,
    wall: rounded(performance.now() / 1000), user: rounded(user / 1e6), sys: rounded(system / 1e6), peak_rss_mb: Math.round(peak / 1024),
  })}\n`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
