import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { HistoryLine } from '../config/history.js'
import { InputError } from '../engine/errors.js'
import { sql } from '../engine/sql.js'
import type { Database } from '../engine/database.js'
import type { TrendLine } from '../stages/plan.js'
import { errorCode, tryLock, unlock } from './lock.js'

/** Figures of earlier runs, a line a rule. */
export const trendOf = (lines: readonly HistoryLine[]): TrendLine[] => lines.flatMap(({ as_of, rules }) => rules.map((rule) => ({ ...rule, as_of })))

/** The line that a run appends to its history. */
export const historyLine = async (database: Database, config: string, asOf: string): Promise<HistoryLine> => ({
  config,
  as_of: asOf,
  rules: await database.rows(sql`select rule_id, tested, failing from quality_trend where this_run order by rule_id`),
})

const attempts = 600
const between = 50

/**
 * Appends a line that is not there yet. One process at a time: the others wait; the file is replaced whole, so that it is never half written.
 * Throws InputError where it cannot be written, or stays locked for half a minute.
 */
export async function appendHistory(path: string, line: HistoryLine): Promise<void> {
  const lock = `${path}.lock`
  try {
    for (let attempt = 1; !tryLock(lock); attempt += 1) {
      if (attempt === attempts) throw new InputError('is locked by another run', { file: basename(path) }, `wait until it has ended; if none is running, remove ${basename(lock)}`)
      await pause(between)
    }
  } catch (error) {
    throw ['ENOENT', 'EACCES', 'EROFS', 'EPERM'].includes(errorCode(error)) ? new InputError('the history cannot be written', { file: basename(path) }, 'name a file in a folder where you may write') : error
  }
  try {
    const before = existsSync(path) ? readFileSync(path, 'utf8') : ''
    const text = JSON.stringify(line)
    if (before.split('\n').includes(text)) return
    const whole = `${path}.${process.pid}.new`
    writeFileSync(whole, `${before}${before === '' || before.endsWith('\n') ? '' : '\n'}${text}\n`, { mode: 0o600 })
    renameSync(whole, path)
  } finally {
    unlock(lock)
  }
}
