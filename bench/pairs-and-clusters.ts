// node dist/bench/pairs-and-clusters.js RUN OUT [--ids system-id]: pairs.parquet (id_a, id_b, probability) and clusters.parquet (id, cluster) in
// OUT, of a run's candidates and entities. --ids system-id writes ids behind their system and a hyphen, for truths that write them so.
import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { sql } from '../src/engine/sql.js'
import { loadRun, withDatabase } from './scoring/run-tables.js'

const { values, positionals } = parseArgs({ allowPositionals: true, options: { ids: { type: 'string', default: 'id' } } })
const [run, out] = positionals
if (run === undefined || out === undefined || (values.ids !== 'id' && values.ids !== 'system-id')) {
  process.stderr.write('usage: pairs-and-clusters RUN OUT [--ids id|system-id]\n')
  process.exit(2)
}
const form = values.ids
mkdirSync(out, { recursive: true })
await withDatabase([run, out], async (database) => {
  await loadRun(database, run, form)
  await database.command(sql`copy (select id_a, id_b, probability from pred order by all) to ${join(resolve(out), 'pairs.parquet')} (format parquet)`)
  await database.command(sql`copy (select id, cluster from cl order by all) to ${join(resolve(out), 'clusters.parquet')} (format parquet)`)
})
