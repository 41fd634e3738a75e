import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Config, ShareConfig } from '../config/schema.js'
import type { Database } from '../engine/database.js'
import { id, joinSql, sql, type Sql } from '../engine/sql.js'
import type { Exported } from './export.js'
import type { Finisher } from './run.js'

/** What became of one table that was to be shared. */
interface Given {
  readonly table: string
  readonly file?: string
  readonly rows: number
  readonly leftOut: number
  /** Why the table is not there. */
  readonly without?: string
}

/** Systems under whose names rows of protected systems stand: their own, and those that a field parts them into. */
async function protectedSystems(database: Database, config: Config): Promise<Sql[]> {
  const names: string[] = []
  for (const [name, system] of Object.entries(config.systems)) {
    if (!system.protected) continue
    names.push(name)
    const records = `source_records_${name.toLowerCase()}`
    if (system.split_by === undefined || (await database.columns(records)).length === 0) continue
    names.push(...(await database.rows<{ name: string }>(sql`select distinct source_system as name from ${id(records)} where source_system is not null order by name`)).map((row) => row.name))
  }
  return [...new Set(names)].map((name) => sql`${name}`)
}

const systemColumns = ['system', 'source_system', 'left_system', 'right_system', 'subject_system', 'petition_system']

/** Which rows of a table are protected: by their own mark, their system or their extract; undefined where no column tells. */
async function protectedRows(database: Database, config: Config, table: string, columns: readonly string[]): Promise<Sql | undefined> {
  const systems = await protectedSystems(database, config)
  if (systems.length === 0 && !columns.includes('protected')) return sql`false`
  const owner = Object.keys(config.systems).find((name) => [`source_records_${name}`, `record_${name}`].some((own) => own.toLowerCase() === table))
  if (owner !== undefined) return config.systems[owner]?.protected === true ? sql`true` : sql`false`
  const listed = joinSql(systems)
  const told: Sql[] = [
    ...(columns.includes('protected') ? [sql`coalesce("protected", false)`] : []),
    ...(systems.length === 0 ? [] : columns.filter((column) => systemColumns.includes(column)).map((column) => sql`coalesce(${id(column)} in (${listed}), false)`)),
    ...(systems.length > 0 && columns.includes('extract_id') && (await database.columns('extract')).includes('system')
      ? [sql`coalesce(extract_id in (select e.extract_id from extract e where e.system in (${listed})), false)`]
      : []),
  ]
  return told.length === 0 ? undefined : joinSql(told, sql` or `)
}

async function give(database: Database, config: Config, folder: string, into: string, exported: Omit<Exported, 'content'>, without: boolean): Promise<Given> {
  const { table, csv, parquet } = exported
  const columns = (await database.columns(table)).filter((column) => !/^(?:left_|right_)?mention(?:_id)?$/.test(column))
  const name = csv ?? `${parquet.replace(/^.*[\\/]/, '').replace(/\.parquet$/, '')}.csv`
  const excluded = without ? await protectedRows(database, config, table, columns) : sql`false`
  const all = await database.count(table)
  if (excluded === undefined) return { table, rows: 0, leftOut: all, without: 'no column of it tells which rows are protected' }
  const { n } = await database.row<{ n: number }>(sql`select count(*) as n from ${id(table)} where not (${excluded})`)
  const texts = new Set((await database.typedColumns(table)).filter(({ type }) => type === 'VARCHAR').map((column) => column.name))
  const listed = joinSql(columns.map((column) => (texts.has(column) ? sql`er_sheet_text(${id(column)}) as ${id(column)}` : id(column))))
  await database.command(sql`copy (select ${listed} from (select * from ${id(table)} where not (${excluded})) order by all) to ${join(folder, into, name)} (format csv, header true)`)
  return { table, file: name, rows: n, leftOut: all - n }
}

const number = (value: number): string => value.toLocaleString('en-US')

function readme({ to, without_protected: without }: ShareConfig, name: string, asOf: string, given: readonly Given[]): string {
  const lines = given.map(({ table, file, rows, leftOut, without: why }) =>
    file === undefined ? `${table}: not given, since ${why ?? 'the run has no such table'}${leftOut === 0 ? '' : ` (${number(leftOut)} rows)`}.` : `${file}: ${number(rows)} of ${number(rows + leftOut)} rows; ${number(leftOut)} left out as protected.`,
  )
  const left = without
    ? 'Rows that are protected by 8 USC 1367, or come from a system that is, are left out. A count of rows that are left out says nothing of any person.'
    : 'Nothing is left out: rows that are protected by 8 USC 1367 are among them, and may be used and disclosed for stated purposes only.'
  return `${[`For: ${to}`, `From the run ${name}${asOf === '' ? '' : `, as of ${asOf}`}.`, '', left, 'The files hold personal data. Candidates are never verdicts on a person.', 'A text that a spreadsheet would run as a formula has an apostrophe before it, which is not part of the data.', '', ...lines].join('\n')}\n`
}

/** Writes the files for other agencies that the config declares, each set with a README.txt that counts what was left out. */
export const shareFinisher: Finisher = {
  what: 'files to share',
  finish: async ({ database, config, plan, folder, tables }) => {
    const all = [...tables.exported, ...tables.left]
    for (const share of config.outputs.share ?? []) {
      const into = join('share', share.name)
      mkdirSync(join(folder, into), { recursive: true, mode: 0o700 })
      const given: Given[] = []
      for (const wanted of share.tables) {
        const found = all.find(({ table, csv }) => table === wanted || csv === `${wanted}.csv`)
        given.push(found === undefined ? { table: wanted, rows: 0, leftOut: 0, without: 'the run has no such table' } : await give(database, config, folder, into, found, share.without_protected))
      }
      writeFileSync(join(folder, into, 'README.txt'), readme(share, config.name, plan.asOf, given), { mode: 0o600 })
    }
  },
}
