import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Database } from '../../engine/database.js'
import { id, sql } from '../../engine/sql.js'
import { claimFolder } from '../run-folder.js'
import { diff, type DiffOptions } from './index.js'
import type { Difference } from './difference.js'

const files: Readonly<Record<string, string>> = { changed_candidate: 'candidates.csv', changed_entity: 'entities.csv', changed_finding: 'findings.csv' }

async function writeRows(database: Database, folder: string): Promise<void> {
  for (const [table, file] of Object.entries(files)) {
    if ((await database.columns(table)).length === 0) continue
    await database.command(sql`copy (select * from ${id(table)} order by all) to ${join(folder, file)} (format csv, header true)`)
  }
}

/**
 * Compares two runs and writes the difference into a folder that appears whole: diff.json, a page, and all rows as CSV. Throws InputError where a
 * folder is no run, or `out` is not empty.
 */
export async function writeDiff(earlier: string, later: string, out: string, options: DiffOptions, page: (difference: Difference) => string): Promise<Difference> {
  const pending = claimFolder(out)
  try {
    const difference = await diff(earlier, later, options, async (found, database) => {
      await writeRows(database, pending.folder)
      writeFileSync(join(pending.folder, 'diff.json'), `${JSON.stringify(found, null, 1)}\n`, { mode: 0o600 })
      writeFileSync(join(pending.folder, 'diff.html'), page(found), { mode: 0o600 })
    }, [pending.folder])
    pending.publish()
    return difference
  } catch (error) {
    pending.discard()
    throw error
  }
}
