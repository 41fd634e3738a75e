import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../config/schema.js'
import type { Database } from '../engine/database.js'
import { IdentityError, InputError, InterruptedError } from '../engine/errors.js'
import { id, joinSql, sql, written, type Sql, trustedFile, unionAll } from '../engine/sql.js'
import { template } from '../engine/template.js'
import type { Plan } from '../stages/plan.js'
import type { Stage, StageContext, TableSpec } from '../stages/stage.js'
import { checkIdentities, identitiesFile } from './check-identities.js'
import type { Listener, RunEvent } from './events.js'
import type { SavedStages } from './saved-stages.js'
import { StageFault } from './stage-fault.js'

export interface StageRun {
  readonly config: Config
  readonly plan: Plan
  readonly database: Database
  /** Folder of the run as it is being made. */
  readonly folder: string
  readonly workFolder: string
  readonly signal: AbortSignal
  readonly listener: Listener
  /** Where tables are saved as a stage ends, after how many seconds of work, and what the run has told by then; absent where no run goes on from them. */
  readonly saving?: { readonly saved: SavedStages; readonly after: number; readonly events: readonly RunEvent[] }
}

const seconds = (from: number): number => (performance.now() - from) / 1000

const isLazy = <T>(value: T | ((context: StageContext) => T | Promise<T>)): value is (context: StageContext) => T | Promise<T> => typeof value === 'function'

const lazily = async <T>(value: T | ((context: StageContext) => T | Promise<T>), context: StageContext): Promise<T> => (isLazy(value) ? await value(context) : value)

const saveSql = (folder: string, stage: string, table: string, statement: Sql): void => {
  mkdirSync(join(folder, 'sql', stage), { recursive: true, mode: 0o700 })
  writeFileSync(join(folder, 'sql', stage, `${table}.sql`), `${written(statement).trim()};\n`, { mode: 0o600 })
}

const saveIdentities = (folder: string, stage: string, statements: Sql): void => {
  mkdirSync(join(folder, 'identities'), { recursive: true, mode: 0o700 })
  writeFileSync(join(folder, identitiesFile(stage)), `${written(statements).trim()};\n`, { mode: 0o600 })
}

async function requireTables(database: Database, stage: Stage, spec: TableSpec): Promise<void> {
  for (const table of spec.reads) {
    if ((await database.columns(table)).length === 0) throw new Error(`stage ${stage.name}: ${spec.table} reads ${table}, which is absent`)
  }
}

const createAs = (spec: TableSpec, select: Sql): Sql =>
  // Tables for the work alone need no place in the database file; DuckDB spills them all the same.
  sql`create ${spec.view === true ? sql`temp view` : spec.internal === true || spec.plain === true ? sql`temp table` : sql`table`} ${id(spec.table)} as ${select}`

/** Makes a table piece by piece: the first part creates it, the others add to it. */
async function makeParts(run: StageRun, stage: Stage, spec: TableSpec, context: StageContext): Promise<void> {
  const statements: Sql[] = []
  for (const part of (await spec.parts?.(context)) ?? []) {
    const select = template(stage.name, spec.file ?? spec.table, part.slots, part.params)
    await run.database.run(statements.length === 0 ? createAs(spec, select) : sql`insert into ${id(spec.table)} ${select}`)
    statements.push(select)
  }
  const [first] = statements
  if (first === undefined) return
  // Each part may have names of its own (WITH), so it is a query in a query; what a row is is said at the head.
  const head = trustedFile([`${first.pieces[0]?.split('\n', 1)[0] ?? ''}\n`])
  saveSql(run.folder, stage.name, spec.table, statements.length === 1 ? first : sql`${head}${joinSql(statements.map((statement) => sql`select * from (\n${statement}\n)`), unionAll)}`)
}

async function makeTable(run: StageRun, stage: Stage, spec: TableSpec, context: StageContext): Promise<void> {
  const { database, listener } = run
  const start = performance.now()
  await requireTables(database, stage, spec)
  if (spec.code !== undefined) await spec.code(context)
  else if (spec.parts !== undefined) await makeParts(run, stage, spec, context)
  else {
    const select = template(stage.name, spec.file ?? spec.table, await lazily(spec.slots, context), await lazily(spec.params, context))
    saveSql(run.folder, stage.name, spec.table, select)
    // A view takes no parameters.
    await (spec.view === true ? database.command(createAs(spec, select)) : database.run(createAs(spec, select)))
  }
  for (const table of spec.drops ?? []) await database.drop(table)
  await database.makeRoom()
  listener({ kind: 'table_made', stage: stage.name, table: spec.table, rows: await database.count(spec.table), seconds: seconds(start) })
}

async function runStage(run: StageRun, stage: Stage): Promise<void> {
  const { database, plan, config, workFolder, signal, listener } = run
  const start = performance.now()
  listener({ kind: 'stage_started', stage: stage.name })
  const context: StageContext = {
    config,
    plan,
    database,
    workFolder,
    signal,
    emit: (event) => listener({ ...event, stage: stage.name }),
    saveSql: (table, statement) => saveSql(run.folder, stage.name, table, statement),
  }
  for (const spec of stage.tables(plan)) {
    await makeTable(run, stage, spec, context).catch((error: unknown) => {
      throw error instanceof InputError || error instanceof InterruptedError ? error : new StageFault(stage.name, spec.table, error)
    })
  }
  const broken = await checkIdentities({ database, plan, listener, saveIdentities: (statements) => saveIdentities(run.folder, stage.name, statements) }, stage)
  if (broken.length > 0) throw new IdentityError(`stage ${stage.name} broke ${broken.length === 1 ? 'an identity' : 'identities'}: ${broken.join('; ')}`)
  for (const table of stage.temporary?.(plan) ?? []) await database.drop(table)
  listener({ kind: 'stage_done', stage: stage.name, seconds: seconds(start) })
}

async function saveStages({ database, plan, listener }: StageRun, { saved, events }: NonNullable<StageRun['saving']>, done: readonly Stage[]): Promise<void> {
  const start = performance.now()
  const views = done.flatMap((of) => of.tables(plan).flatMap(({ table, view }) => (view === true ? [{ stage: of.name, name: table }] : [])))
  await saved.save(database, done.map(({ name }) => name), views, events)
  listener({ kind: 'stage_saved', stage: done.at(-1)?.name ?? '', seconds: seconds(start) })
}

/** Runs the stages in order over one database; each table is made by its SQL file or by code, and each identity is checked. Those that were finished before are not run again. */
export async function runStages(run: StageRun, stages: readonly Stage[]): Promise<void> {
  const { database, folder, saving } = run
  const finished = saving?.saved.finished ?? []
  if (finished.length > 0) await saving?.saved.restore(database, folder)
  else {
    await database.run(
      sql`create table identity_check (stage varchar, identity varchar, scope varchar, lhs decimal(38, 4), rhs decimal(38, 4), residual decimal(38, 4), ok boolean)`,
    )
  }
  let since = performance.now()
  for (const [index, stage] of stages.entries()) {
    if (finished.includes(stage.name)) continue
    await runStage(run, stage)
    // What is done again in less time than it takes to save it is not saved.
    if (saving === undefined || seconds(since) < saving.after) continue
    await saveStages(run, saving, stages.slice(0, index + 1))
    since = performance.now()
  }
}
