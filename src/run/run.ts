import { statSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { dirname, join } from 'node:path'
import type { CheckedConfig } from '../config/check.js'
import type { Config } from '../config/schema.js'
import { configToCompactYaml, configToYaml } from '../config/to-yaml.js'
import { Database } from '../engine/database.js'
import { defaultMemory, engineMemory, parseMemory } from '../engine/memory.js'
import { IdentityError, InterruptedError, ResourceError } from '../engine/errors.js'
import { sql } from '../engine/sql.js'
import { requireRules } from '../stages/block/atoms.js'
import { stages as allStages } from '../stages/index.js'
import type { Plan } from '../stages/plan.js'
import type { Stage } from '../stages/stage.js'
import { chosenConfig, type Ran } from './chosen.js'
import { encryptFolder } from './encrypt/files.js'
import type { Secret } from './encrypt/keys.js'
import { requireSameKey, SealedFiles } from './encrypt/sealed-files.js'
import { secretOf } from './encrypt/secret.js'
import type { Listener, RunEvent } from './events.js'
import { requireExhibitTables } from './exhibits.js'
import { exportTables, type Tables } from './export.js'
import { appendHistory, historyLine } from './history.js'
import { writeManifest } from './manifest.js'
import { buildPlan, type InputHashes } from './plan.js'
import { keepStages } from './partial.js'
import { keepPrivate } from './private-files.js'
import { freeBytes, roomWarning } from './room.js'
import { sharesFewRows, threadsFor } from './threads.js'
import { asDiskFault, claimFolder, type PendingFolder } from './run-folder.js'
import { relocated } from './run-name.js'
import { runStages } from './run-stages.js'
import { SavedStages } from './saved-stages.js'
import { signingKey, signRun } from './signature.js'
import { StageFault } from './stage-fault.js'
import { toldChosen } from './told-chosen.js'

/** What finishes a run folder before it appears: reports, which read tables and know no stage. */
export interface Finisher {
  readonly what: string
  /** Loads what it needs, while the stages work. */
  readonly prepare?: () => Promise<unknown>
  /** Whether a config asks for it; always where nothing is told. */
  readonly wanted?: (config: Config) => boolean
  readonly finish: (finishing: Finishing) => Promise<void>
}

/** Does a piece of the finishing, and tells how long it took. */
export type Timed = <T>(what: string, work: () => Promise<T>) => Promise<T>

export interface Finishing {
  readonly database: Database
  readonly config: Config
  readonly plan: Plan
  readonly folder: string
  readonly tables: Tables
  readonly timed: Timed
}

export interface RunOptions {
  readonly config: Config
  readonly checked: CheckedConfig
  /** Of the files by which the run is named. */
  readonly hashes?: InputHashes
  /** The run folder to make. */
  readonly out: string
  /** Replaces a finished folder of that name. */
  readonly force?: boolean
  /** A trial: paths are written as in this folder, and nothing is appended to the history. */
  readonly insteadOf?: string
  /** Ed25519 private key, a PEM file: run.json is signed with it. */
  readonly sign?: string
  /** As DuckDB reads it; default 60 % of the machine. */
  readonly memory?: string
  readonly threads?: number
  readonly signal?: AbortSignal
  readonly listener?: Listener
  readonly finishers?: readonly Finisher[]
  readonly stages?: readonly Stage[]
  /** The folder, claimed already, of a run of which is kept what was saved when it is stopped; gone on from that where `resume`. */
  readonly claimed?: { readonly pending: PendingFolder; readonly fingerprint: string; readonly resume: boolean }
}

export interface RunResult {
  readonly folder: string
  /** 0 within tolerance, 1 findings beyond it. */
  readonly code: 0 | 1
}

/** Differences that nothing explains or a ledger contradicts, by row where a system's rows can be compared, else by unit. */
const unexplained = sql`select count(*) as n from explanation x where status <> 'explained' and (grain = 'row' or not exists (
  select 1 from extract_pair p where p.system = x.system and p.grain = 'row' and p.a = x.a and p.b = x.b))`

async function codeOf({ database, config: { tolerances } }: Pick<Finishing, 'database' | 'config'>): Promise<0 | 1> {
  const { quarantined, errors } = await database.row<{ quarantined: number; errors: number }>(
    sql`select (select count(*) from quarantine) as quarantined,
      (select count(*) from finding where severity = 'error' and rule not like 'quarantined%') as errors`,
  )
  const compared = (await database.columns('explanation')).length > 0
  const { n } = compared ? await database.row<{ n: number }>(unexplained) : { n: 0 }
  return quarantined > tolerances.quarantined || n > tolerances.unexplained || errors > 0 ? 1 : 0
}

const chosenComment = ` What this run chose, written out: crosswalk run on this file gives the same candidates and entities from the same files.
 Change what is wrong, or take a key out and it is chosen anew; docs/analyst.md says what each one means.`

/** Writes chosen.yaml and says what was chosen, where anything was matched. */
async function writeChosen(ran: Ran, folder: string, final: string, listener: Listener): Promise<void> {
  const { plan, checked, database } = ran
  if (plan.matches.length === 0 || (await database.columns('training')).length === 0) return
  const config = relocated(await chosenConfig(ran), checked, final)
  writeFileSync(join(folder, 'chosen.yaml'), configToCompactYaml(config, chosenComment), { mode: 0o600 })
  for (const match of plan.matches) for (const text of await toldChosen(ran, match)) listener({ kind: 'note', stage: 'run', level: 'info', text })
  listener({ kind: 'note', stage: 'run', level: 'info', text: `all that was chosen, as a config that gives the same result: ${join(final, 'chosen.yaml')}` })
}

/** Twice an amount of memory, in whole megabytes. */
const twice = (memory: string): string => `${Math.ceil((2 * parseMemory(memory)) / 1e6)}MB`

/** What the machine refused becomes a sentence; any other failure keeps the table that was being made. */
function asFault(error: unknown, folder: string, memory: string): unknown {
  const cause = error instanceof StageFault ? error.cause : error
  if (cause instanceof Error && cause.message.startsWith('Out of Memory Error')) {
    return new ResourceError(`the work does not fit into ${memory} of memory`, {}, `give more by --memory, for instance --memory ${twice(memory)}, or fewer --threads`)
  }
  const disk = asDiskFault(cause, folder)
  return disk === cause ? error : disk
}

/** Opens what an earlier attempt saved; of its run folder stays the SQL of what it made, tables and identities. */
function goOn({ pending, fingerprint, resume }: NonNullable<RunOptions['claimed']>, secret: Secret | undefined, stages: readonly Stage[], events: RunEvent[], listener: Listener): SavedStages {
  const sealed = secret === undefined ? undefined : new SealedFiles(secret, pending.workFolder)
  keepStages(pending.folder)
  const saved = SavedStages.open({ folder: pending.savedFolder, runFolder: pending.folder }, `${fingerprint} ${stages.map(({ name }) => name).join(' ')}`, resume, sealed)
  if (resume) listener({ kind: 'note', stage: 'run', level: 'info', text: saved.told })
  events.push(...saved.events)
  return saved
}

/** The keys by which outputs are encrypted and signed. A claimed folder is given up where they cannot be read, or are not those of the stages that are gone on from. */
async function keysOf({ config, sign, claimed }: RunOptions): Promise<{ readonly secret: Secret | undefined; readonly key: ReturnType<typeof signingKey> | undefined }> {
  try {
    const secret = secretOf(config)
    if (secret !== undefined && claimed?.resume === true) await requireSameKey(claimed.pending.savedFolder, secret)
    return { secret, key: sign === undefined ? undefined : signingKey(sign) }
  } catch (error) {
    claimed?.pending.suspend()
    throw error
  }
}

/** Runs the whole pipeline into a folder that appears whole or not at all. Throws the errors of `engine/errors`. */
export async function run(options: RunOptions): Promise<RunResult> {
  const start = performance.now()
  const events: RunEvent[] = []
  const listener: Listener = (event) => {
    events.push(event)
    options.listener?.(event)
  }
  const { config, checked, signal = new AbortController().signal, stages = allStages } = options
  const finishers = (options.finishers ?? []).filter(({ wanted }) => wanted?.(config) !== false)
  const memory = options.memory ?? defaultMemory()
  const { secret, key } = await keysOf(options)
  const pending = options.claimed?.pending ?? claimFolder(options.out, { force: options.force === true })
  const named = options.insteadOf ?? pending.final
  let saved: SavedStages | undefined
  let database: Database | undefined
  const interrupt = (): void => database?.interrupt()
  signal.addEventListener('abort', interrupt)
  try {
    const plan = await buildPlan(config, checked, options.hashes)
    requireRules(plan)
    requireExhibitTables(plan, stages)
    listener({ kind: 'run_started', name: config.name, stages: stages.map((stage) => stage.name) })
    const { without = [] } = plan
    if (without.length > 0) listener({ kind: 'note', stage: 'run', level: 'warning', text: `the config leaves out ${without.join(', ')}: a measurement of the method, not a match to act on` })
    const files = [...plan.systems.flatMap((system) => system.extracts.map((extract) => extract.path)), ...plan.ledgers.map((ledger) => ledger.path), ...plan.matches.flatMap(({ labels }) => labels?.path ?? [])]
    const bytes = files.reduce((sum, path) => sum + statSync(path).size, 0)
    const warning = roomWarning(dirname(pending.final), bytes, freeBytes(pending.workFolder))
    if (warning !== undefined) options.listener?.({ kind: 'note', stage: 'run', level: 'warning', text: warning })
    const threads = threadsFor(bytes, options.threads)
    database = await Database.open({
      path: join(pending.workFolder, 'crosswalk.duckdb'),
      memory: engineMemory(memory, threads ?? availableParallelism()),
      finely: sharesFewRows(bytes, threads),
      folders: [pending.folder, pending.workFolder, pending.savedFolder],
      files,
      ...(secret === undefined ? {} : { encrypted: true }),
      ...(threads === undefined ? {} : { threads }),
    })
    if (signal.aborted) throw new InterruptedError('interrupted')
    if (options.claimed !== undefined) saved = goOn(options.claimed, secret, stages, events, listener)
    const saving = saved === undefined ? {} : { saving: { saved, after: config.runs.save_after, events } }
    // What cannot be loaded is said when it is asked for again.
    for (const { prepare } of finishers) void prepare?.().catch(() => undefined)
    await runStages({ config, plan, database, folder: pending.folder, workFolder: pending.workFolder, signal, listener, ...saving }, stages)
    const timed: Timed = async (what, work) => {
      const from = performance.now()
      const made = await work()
      listener({ kind: 'finished', what, seconds: (performance.now() - from) / 1000 })
      return made
    }
    listener({ kind: 'finishing', what: 'tables' })
    const running = database
    const tables = await timed('tables', async () => await exportTables(running, plan, stages, pending.folder, config.outputs.tables))
    const code = await codeOf({ database, config })
    writeFileSync(join(pending.folder, 'crosswalk.yaml'), configToYaml(relocated(config, checked, named)), { mode: 0o600 })
    await writeChosen({ database, config, checked, plan, events }, pending.folder, named, listener)
    for (const { what, finish } of finishers) {
      listener({ kind: 'finishing', what })
      await finish({ database, config, plan, folder: pending.folder, tables, timed })
    }
    const found = checked.history === undefined ? undefined : await historyLine(database, config.name, plan.asOf)
    await timed('manifest', async () => await writeManifest({ database: running, config, checked, plan, events, output: tables, folder: pending.folder, code, memory, threads: options.threads }))
    if (key !== undefined) signRun(pending.folder, key)
    database.close()
    database = undefined
    if (signal.aborted) throw new InterruptedError('interrupted')
    if (secret !== undefined) await timed('encryption', async () => await encryptFolder(pending.folder, secret))
    keepPrivate(pending.folder)
    // Before the folder has its name: whoever is stopped between the two appends the same line again, which is then there.
    if (checked.history !== undefined && found !== undefined && options.insteadOf === undefined) await appendHistory(checked.history.path, found)
    await timed('disk', async () => pending.publish())
    listener({ kind: 'run_done', folder: pending.final, code, seconds: (performance.now() - start) / 1000 })
    return { folder: pending.final, code }
  } catch (error) {
    database?.close()
    if (error instanceof IdentityError) {
      if (secret !== undefined) await encryptFolder(pending.folder, secret)
      keepPrivate(pending.folder)
      throw new IdentityError(`${error.message}; what was made is in ${pending.keepBroken()}, without a report`)
    }
    const fault = asFault(error, dirname(pending.final), memory)
    const resumable = (signal.aborted || fault instanceof ResourceError) && saved?.isResumable === true
    if (resumable) pending.suspend()
    else pending.discard()
    if (signal.aborted) throw new InterruptedError(resumable ? 'interrupted; the same command with --resume goes on from where it was last saved' : 'interrupted; nothing was written')
    throw resumable && fault instanceof ResourceError ? new ResourceError(fault.what, fault.place, `${fault.remedy}; with --resume it goes on from where it was last saved`) : fault
  } finally {
    signal.removeEventListener('abort', interrupt)
  }
}
