import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { loadConfig } from '../../config/load.js'
import type { Config } from '../../config/schema.js'
import type { Database } from '../../engine/database.js'
import { InputError } from '../../engine/errors.js'
import { id, sql, trustedFile, type Sql } from '../../engine/sql.js'
import { requireReadable } from '../private-files.js'
import { requireAllTables, runFacts } from '../run-facts.js'

/** One match of a run, as its folder tells it. */
export interface FolderMatch {
  readonly match: string
  readonly suffix: string
  /** Populations of its two sides; the same where duplicates are looked for. */
  readonly left: number
  readonly right: number
  readonly comparand: Sql
  readonly asked: Sql
  readonly classes: Sql
  readonly atoms: Sql
}

const remedy = 'name a folder made by crosswalk run or crosswalk match; where another version made it, run it anew'

/** The thresholds by which a run named its candidates. Throws InputError when the folder is no run that matched anything. */
export async function runConfigOf(folder: string): Promise<Config> {
  requireAllTables(folder, runFacts(folder))
  requireReadable(folder)
  if (!existsSync(join(folder, 'tables', 'cluster', 'candidate.parquet'))) throw new InputError('holds no candidates', { file: folder }, remedy)
  return (await loadConfig(join(folder, 'crosswalk.yaml'))).config
}

/** Makes every exported table of a run readable by its name. */
export async function viewTables(database: Database, folder: string): Promise<void> {
  const files = readdirSync(join(folder, 'tables'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.parquet'))
  for (const file of files) {
    const name = file.replace(/^.*[\\/]/, '').replace(/\.parquet$/, '')
    await database.command(sql`create view ${id(name)} as select * from read_parquet(${join(folder, 'tables', file)})`)
  }
}

function savedSql(folder: string, stage: string, table: string): string {
  const path = join(folder, 'sql', stage, `${table}.sql`)
  if (!existsSync(path)) throw new InputError('the SQL that made the pairs is missing', { file: path }, remedy)
  return readFileSync(path, 'utf8').trim().replace(/;$/, '')
}

/** The matches of a run with the SQL that scored their pairs, as it ran. Throws InputError when it is not in the folder. */
export async function matchesOf(database: Database, folder: string): Promise<FolderMatch[]> {
  const matches = await database.rows<{ match: string }>(sql`select distinct match from training order by match`)
  return matches.map(({ match }) => {
    const suffix = match.toLowerCase()
    const comparand = savedSql(folder, 'block', `comparand_${suffix}`)
    const [, left = '', right = ''] = /m\.population = (\d+) as on_left,\s+m\.population = (\d+) as on_right/.exec(comparand) ?? []
    return {
      match, suffix, left: Number(left), right: Number(right),
      comparand: trustedFile([comparand]),
      asked: trustedFile([savedSql(folder, 'score', `asked_pair_${suffix}`)]),
      classes: trustedFile([savedSql(folder, 'score', `asked_class_${suffix}`)]),
      atoms: trustedFile([savedSql(folder, 'block', `block_atom_${suffix}`)]),
    }
  })
}
