import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Database, type DatabaseOptions } from '../../src/engine/database.js'

/** A sandboxed database in a new temporary folder, which is also the one folder that SQL may use. */
export async function openDatabase(options: Partial<DatabaseOptions> = {}): Promise<{ database: Database; folder: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'crosswalk-engine-'))
  const database = await Database.open({ path: join(folder, 'test.duckdb'), memory: '256MiB', threads: 1, folders: [folder], ...options })
  return { database, folder }
}
