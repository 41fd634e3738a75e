import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Config } from '../config/schema.js'
import type { Database } from '../engine/database.js'
import { IdentityError, InputError, InterruptedError } from '../engine/errors.js'
import { id, joinSql, sql, written, type Sql, trustedFile, unionAll } from '../engine/sql.js'
import { template } from '../engine/template.js'
import { inParts } from '../stages/pieces.js'
import type { Plan } from '../stages/plan.js'
import type { Stage, StageContext, TableSpec } from '../stages/stage.js'
import { checkIdentities, identitiesFile } from './check-identities.js'
import { Course } from './course.js'
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
  /** Where tables are saved, after how many seconds of work, and what the run has told by then; absent where no run goes on from them. */
  readonly saving?: { readonly saved: SavedStages; readonly after: number; readonly events: readonly RunEvent[] }
}

const seconds = (from: number): number => (performance.now() - from) / 1000

const isLazy = <T>(value: T | ((context: StageContext) => T | Promise<T>)): value is (context: StageContext) => T | Promise<T> => typeof value === 'function'

const lazily = async <T>(value: T | ((context: StageContext) => T | Promise<T>), context: StageContext): Promise<T> => (isLazy(value) ? await value(context) : value)

/** Writes SQL into a file, unless it stands there: what was saved of a run names it as it is. */
function writeSql(path: string, statement: Sql): void {
  const text = `${written(statement).trim()};\n`
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  writeFileSync(path, text, { mode: 0o600 })
}

const saveSql = (folder: string, stage: string, table: string, statement: Sql): void => writeSql(join(folder, 'sql', stage, `${table}.sql`), statement)

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
  const parts = (await spec.parts?.(context)) ?? []
  const statements = parts.map(({ slots, params }) => template(stage.name, spec.file ?? spec.table, slots, params))
  const [first] = statements
  if (first === undefined) return
  await inParts(context, 'parts', statements.length, async (at) => {
    const select = statements[at] ?? first
    await run.database.run(at === 0 ? createAs(spec, select) : sql`insert into ${id(spec.table)} ${select}`)
  })
  // Each part may have names of its own (WITH), so it is a query in a query; what a row is is said at the head.
  const head = trustedFile([`${first.pieces[0]?.split('\n', 1)[0] ?? ''}\n`])
  saveSql(run.folder, stage.name, spec.table, statements.length === 1 ? first : sql`${head}${joinSql(statements.map((statement) => sql`select * from (\n${statement}\n)`), unionAll)}`)
}

async function makeTable(run: StageRun, stage: Stage, spec: TableSpec, context: StageContext, begun: boolean): Promise<void> {
  const { database, listener } = run
  const start = performance.now()
  // Code that has begun may be done with some of them.
  if (!begun) await requireTables(database, stage, spec)
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

async function runStage(run: StageRun, stage: Stage, course: Course): Promise<void> {
  const { database, plan, config, workFolder, signal, listener } = run
  const specs = course.begin(stage)
  listener({ kind: 'stage_started', stage: stage.name })
  const context: StageContext = {
    config,
    plan,
    database,
    workFolder,
    signal,
    emit: (event) => listener({ ...event, stage: stage.name }),
    saveSql: (table, statement) => saveSql(run.folder, stage.name, table, statement),
    leftOff: course.leftOff,
    reached: course.reached,
  }
  for (const spec of specs) {
    await makeTable(run, stage, spec, context, course.isWithin).catch((error: unknown) => {
      throw error instanceof InputError || error instanceof InterruptedError ? error : new StageFault(stage.name, spec.table, error)
    })
    await course.madeTable()
  }
  const saveIdentities = (statements: Sql): void => writeSql(join(run.folder, identitiesFile(stage.name)), statements)
  const broken = await checkIdentities({ database, plan, listener, saveIdentities }, stage)
  if (broken.length > 0) throw new IdentityError(`stage ${stage.name} broke ${broken.length === 1 ? 'an identity' : 'identities'}: ${broken.join('; ')}`)
  for (const table of stage.temporary?.(plan) ?? []) await database.drop(table)
  listener({ kind: 'stage_done', stage: stage.name, seconds: course.seconds })
  await course.end()
}

/** Runs the stages in order over one database; each table is made by its SQL file or by code, and each identity is checked. What was made before the run was stopped is not made again. */
export async function runStages(run: StageRun, stages: readonly Stage[]): Promise<void> {
  const { database, saving } = run
  if (saving?.saved.goesOn === true) await saving.saved.restore(database)
  else {
    await database.run(
      sql`create table identity_check (stage varchar, identity varchar, scope varchar, lhs decimal(38, 4), rhs decimal(38, 4), residual decimal(38, 4), ok boolean)`,
    )
  }
  const course = new Course(run)
  for (const stage of stages) if (!course.wasDone(stage)) await runStage(run, stage, course)
}
