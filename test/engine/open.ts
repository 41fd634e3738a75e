import { join } from 'node:path'
import { Database, type DatabaseOptions } from '../../src/engine/database.js'
import { temporaryFolder } from '../temporary.js'

/** A sandboxed database in a new temporary folder, which is also the one folder that SQL may use. */
export async function openDatabase(options: Partial<DatabaseOptions> = {}): Promise<{ database: Database; folder: string }> {
  const folder = temporaryFolder('engine')
  const database = await Database.open({ path: join(folder, 'test.duckdb'), memory: '256MiB', threads: 1, folders: [folder], ...options })
  return { database, folder }
}
