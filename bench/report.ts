// node dist/bench/report.js [--candidates N] [--findings N] [--keep FOLDER]: writes the report of a run of that size, whose tables are made up here, and
// prints the seconds it took, the peak of memory and the size of what it wrote.
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Database } from '../src/engine/database.js'
import { id, sql, type Sql } from '../src/engine/sql.js'
import { writeReport, type ReportInput } from '../src/report/index.js'

const { values } = parseArgs({ options: { candidates: { type: 'string', default: '1000000' }, findings: { type: 'string', default: '100000' }, keep: { type: 'string' } } })
const [candidates, findings] = [Number(values.candidates), Number(values.findings)]

const weight = sql`round(-7 + (hash(n) % 40000) / 1000, 4)`
const probability = sql`round(1 / (1 + pow(2, -${weight})), 6)`
const levels = sql`['exact', 'similar', 'else']`

const tables: readonly (readonly [name: string, query: Sql])[] = [
  ['mention', sql`select cast(n as integer) as mention_id, case when n % 2 = 0 then 'CASES' else 'PETITIONS' end as system, concat('R', lpad(cast(n as varchar), 9, '0')) as id,
    case when n % 2 = 0 then 'subject' else 'petitioner' end as role, 1 as ordinal, concat('given', n % 997) as given_name, concat('family', n % 9973) as family_name,
    concat(1940 + n % 70, '0309') as date_of_birth, lpad(cast(n % 999999999 as varchar), 9, '0') as ssn from range(${candidates}) r (n)`],
  ['candidate', sql`select 'CASES' as left_system, concat('R', lpad(cast(n as varchar), 9, '0')) as left_id, 'subject' as left_role, 1 as left_ordinal,
    'PETITIONS' as right_system, concat('R', lpad(cast((n + 1) % ${candidates} as varchar), 9, '0')) as right_id, 'petitioner' as right_role, 1 as right_ordinal,
    ${weight} as match_weight, ${probability} as probability, case when ${probability} >= 0.9 then 'match' when ${probability} >= 0.5 then 'review' else 'non_match' end as band,
    'family_name + date_of_birth' as found_by, n % 50 = 0 as protected, concat('match_', n % 4) as match, 0::double as damage_weight, 0::double as alternative_weight, 0::double as collective_weight,
    0::double as source_weight, cast(n as integer) as left_mention, cast((n + 1) % ${candidates} as integer) as right_mention,
    ${levels}[1 + n % 3] as given_name_level, cast(5 - n % 9 as double) as given_name_weight, ${levels}[1 + n % 3] as family_name_level, cast(6 - n % 10 as double) as family_name_weight,
    ${levels}[1 + n % 3] as date_of_birth_level, cast(8 - n % 12 as double) as date_of_birth_weight from range(${candidates}) r (n)`],
  ['finding', sql`select concat('rule_', n % 60) as rule, concat('SYSTEM_', n % 5) as system, concat('field_', n % 1000) as field, concat('extract_', n // 1000) as extract_id,
    cast(1 + n % 1000 as bigint) as failing, cast(1000 as bigint) as tested, 10::double as percent, ['error', 'warning', 'info'][1 + n % 3] as severity, 'profile' as stage from range(${findings}) r (n)`],
  ['extract', sql`select concat('SYSTEM_', n % 5) as system, concat('extract_', n) as extract_id, n // 5 as seq, 'office' as deliverer, '2014-08-14' as delivered_at, '2014-08-14' as cutoff_at,
    null::varchar as period_from, null::varchar as period_to, '' as filter_text, concat('extract_', n, '.csv') as file, md5(cast(n as varchar)) as sha256, 1000 as bytes, 1000 as rows_read,
    0 as rows_rejected, 0 as rows_null_key, 0 as rows_dup_surplus, 1000 as keys from range(${Math.max(1, Math.floor(findings / 1000))}) r (n)`],
  ['entity', sql`select concat('E', n // 3) as entity_id, 'CASES' as system, concat('R', n) as id, 'subject' as role, 1 as ordinal from range(${candidates}) r (n)`],
  ['entity_size', sql`select 3 as mentions, cast(${candidates} // 3 as bigint) as entities`],
  ['identity_check', sql`select 'profile' as stage, concat('identity ', n) as identity, concat('extract_', n) as scope, n as lhs, n as rhs, 0 as residual, true as ok from range(5000) r (n)`],
  ['training', sql`select concat('match_', n) as match, 'match' as class, 1e-6::double as prior, 1000::double as expected_matches, 12 as iterations, true as converged, null::varchar as failure from range(4) r (n)`],
  ['parameter', sql`select concat('match_', n) as match, 'match' as class, c as comparison, l as level, concat('level ', l) as label, 0.3::double as m, 0.01::double / l as u, round(log2(0.3 / (0.01 / l)), 4) as weight
    from range(4) r (n), unnest(['given_name', 'family_name', 'date_of_birth']) t (c), range(1, 6) s (l)`],
]

const folder = values.keep ?? mkdtempSync(join(tmpdir(), 'crosswalk-report-'))
mkdirSync(folder, { recursive: true })
const database = await Database.open({ path: join(folder, 'work.duckdb'), memory: '500MB', threads: 2, folders: [folder] })
for (const [name, query] of tables) await database.run(sql`create table ${id(name)} as ${query}`)
const names = ['match_0', 'match_1', 'match_2', 'match_3']
const system = { title: 'Generated', period: 'year' as const, protected: false, fields: {}, mentions: [] }
const input: ReportInput = {
  database, folder, name: 'generated', asOf: '2015-09-11', version: '0.0.0', limits: { floor: 0.01, match: 0.9, review: 0.5 },
  files: tables.map(([table]) => ({ table, csv: `${table}.csv`, parquet: `${table}.parquet` })),
  config: {
    systems: Object.fromEntries([0, 1, 2, 3, 4].map((no) => [`SYSTEM_${no}`, system])),
    matches: names.map((name) => ({ name, left: 'CASES.subject', right: 'PETITIONS.petitioner' })),
    analyses: [],
  },
}
const start = performance.now()
await writeReport(input)
const seconds = (performance.now() - start) / 1000
database.close()
const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1)
const sizes = ['report.html', 'summary.json'].map((file) => `${file} ${megabytes(statSync(join(folder, file)).size)} MB`)
process.stdout.write(`${candidates} candidates, ${findings} findings: ${seconds.toFixed(1)} s, ${megabytes(process.resourceUsage().maxRSS * 1024)} MB of memory at most, ${sizes.join(', ')}\n`)
if (values.keep === undefined) rmSync(folder, { recursive: true, force: true })
