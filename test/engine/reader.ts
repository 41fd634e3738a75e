import { tmpdir } from 'node:os'
import { Database } from '../../src/engine/database.js'

let opened: Promise<Database> | undefined

/** A database that reads what tests wrote into temporary folders; one for all of a worker, since to open one costs more than to read a small table. It makes no tables. */
export const reader = async (): Promise<Database> => await (opened ??= Database.open({ path: ':memory:', memory: '200MiB', threads: 1, folders: [tmpdir()] }))
