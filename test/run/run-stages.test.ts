import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { IdentityError, InterruptedError } from '../../src/engine/errors.js'
import { id, sql } from '../../src/engine/sql.js'
import type { RunEvent } from '../../src/run/events.js'
import { stages } from '../../src/stages/index.js'
import type { Stage } from '../../src/stages/stage.js'
import { csv, extract, folderWith, runConfig } from '../stages/run-small.js'

const config = {
  version: 1, name: 'small', tolerances: { unexplained: 9 },
  systems: { S: { key: 'id', fields: { id: {}, name: {} }, extracts: [extract('one', 'one.csv'), extract('two', 'two.csv')] } },
}
const newFolder = (): string => folderWith({ 'crosswalk.yaml': JSON.stringify(config), 'one.csv': csv('id,name', '1,a', '2,b'), 'two.csv': csv('id,name', '2,b', '3,c') })

/** A stage that does to the database what no stage may. */
const saboteur = (work: Stage['tables']): Stage => ({ name: 'sabotage', tables: work })
const after = (stage: string, extra: Stage): Stage[] => stages.flatMap((one) => (one.name === stage ? [one, extra] : [one]))
const failure = async (work: Promise<unknown>): Promise<Error> =>
  await work.then(() => new Error('it did not fail'), (error: unknown) => (error instanceof Error ? error : new Error(String(error))))
const breakDown = async (): Promise<void> => await Promise.reject(new Error('the report broke'))

test.each([
  ['rows that vanish after ingest', 'ingest', 'file_one', 'reconcile'],
  ['keys that vanish before records are composed', 'reconcile', 'key_membership', 'compose'],
  ['mentions that vanish before they are clustered', 'score', 'mention', 'cluster'],
])('%s break an identity: the run ends, and what was made is left under another name, without a report', async (_, stage, table, breaks) => {
  const folder = newFolder()
  const lose = saboteur(() => [
    { table: `lost_from_${table}`, reads: [table], code: async ({ database }) => {
      await database.run(table === 'mention' ? sql`insert into mention by name select 99 as population, 'X' as system, 'x' as id, 'x' as role` : sql`delete from ${id(table)} where rowid = 0`)
      await database.run(sql`create table ${id(`lost_from_${table}`)} as select 1 as one`)
    } },
  ])
  let reported = false
  const finishers = [{ what: 'report', finish: async () => void (reported = true) }]
  const error = await failure(runConfig(join(folder, 'crosswalk.yaml'), { stages: after(stage, lose), finishers }))
  expect(error).toBeInstanceOf(IdentityError)
  expect(error).toMatchObject({ exitCode: 3 })
  expect(error.message).toContain(`stage ${breaks} broke`)
  expect(error.message).toContain(join(folder, 'run.broken'))
  expect(reported).toBe(false)
  expect(existsSync(join(folder, 'run'))).toBe(false)
  expect(existsSync(join(folder, '.partial'))).toBe(false)
  expect(readdirSync(join(folder, 'run.broken', 'sql'))).toContain(breaks)
  expect(existsSync(join(folder, 'run.broken', 'run.json'))).toBe(false)
})

test('a stage that reads a table which is absent is refused, by name', async () => {
  const folder = newFolder()
  const error = await failure(runConfig(join(folder, 'crosswalk.yaml'), { stages: after('ingest', saboteur(() => [{ table: 'x', reads: ['nowhere'], code: async () => {} }])) }))
  expect(error).toMatchObject({ cause: { message: 'stage sabotage: x reads nowhere, which is absent' } })
  expect(readdirSync(folder).toSorted()).toEqual(['crosswalk.yaml', 'one.csv', 'two.csv'])
})

type Made = ReturnType<Stage['tables']>[number]
const make = (table: string, more: Partial<Made> = {}): Made =>
  ({ table, reads: [], internal: true, code: async ({ database }) => await database.run(sql`create temp table ${id(table)} as select 1 as one`), ...more })

test('a table that is the last to read another drops it', async () => {
  const folder = newFolder()
  const error = await failure(runConfig(join(folder, 'crosswalk.yaml'), { stages: after('ingest', saboteur(() => [make('used'), make('user', { reads: ['used'], drops: ['used'] }), make('late', { reads: ['used'] })])) }))
  expect(error).toMatchObject({ cause: { message: 'stage sabotage: late reads used, which is absent' } })
})

test('a run that is interrupted leaves nothing behind, wherever it stood', async () => {
  for (const kind of ['run_started', 'identity_checked', 'finishing'] as const) {
    const folder = newFolder()
    const abort = new AbortController()
    const seen: string[] = []
    const listener = (event: RunEvent): void => {
      seen.push(event.kind)
      if (event.kind === kind) abort.abort()
    }
    const error = await failure(runConfig(join(folder, 'crosswalk.yaml'), { signal: abort.signal, listener }))
    expect(error, kind).toBeInstanceOf(InterruptedError)
    expect(seen, kind).not.toContain('run_done')
    expect(readdirSync(folder).toSorted(), kind).toEqual(['crosswalk.yaml', 'one.csv', 'two.csv'])
  }
})

test('a finisher that fails leaves nothing behind, and its error is the one that is thrown', async () => {
  const folder = newFolder()
  expect(String(await failure(runConfig(join(folder, 'crosswalk.yaml'), { finishers: [{ what: 'report', finish: breakDown }] })))).toContain('the report broke')
  expect(readdirSync(folder).toSorted()).toEqual(['crosswalk.yaml', 'one.csv', 'two.csv'])
})

test('events tell the run in order, and run.json is folded from them', async () => {
  const folder = newFolder()
  const events: RunEvent[] = []
  const run = await runConfig(join(folder, 'crosswalk.yaml'), { listener: (event) => void events.push(event) })
  expect(events[0]).toMatchObject({ kind: 'run_started', name: 'small', stages: stages.map((stage) => stage.name) })
  expect(events.filter((event) => event.kind === 'stage_done').map((event) => event.stage)).toEqual(stages.map((stage) => stage.name))
  expect(events.at(-1)).toMatchObject({ kind: 'run_done', folder: run.folder, code: 0 })
  const manifest: { tables: { table: string; rows: number }[]; identities: { ok: boolean }[]; inputs: { extract_id: string }[] } = JSON.parse(run.text('run.json'))
  const made = new Map(events.flatMap((event) => (event.kind === 'table_made' ? [[event.table, event.rows] as const] : [])))
  for (const { table, rows } of manifest.tables.filter((one) => one.table !== 'identity_check')) expect(rows, table).toBe(made.get(table))
  expect(manifest.identities).toHaveLength(events.filter((event) => event.kind === 'identity_checked').length)
  expect(manifest.identities.every(({ ok }) => ok)).toBe(true)
  expect(manifest.inputs.map((input) => input.extract_id)).toEqual(['one', 'two'])
})
