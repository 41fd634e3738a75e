import type { Stage, StageContext, TableSpec } from '../stages/stage.js'
import type { StageRun } from './run-stages.js'
import type { SavedView } from './saved-stages.js'

const seconds = (from: number): number => (performance.now() - from) / 1000

const viewsOf = (stage: string, specs: readonly TableSpec[]): SavedView[] => specs.flatMap(({ table, view }) => (view === true ? [{ stage, name: table }] : []))

/** Seconds of work that are saved for each second that it takes, at least. */
const workASecond = 10

/** How far the stages of a run have come. Saves it where there has been work enough since it last was. */
export class Course {
  readonly #done: Stage[] = []
  #stage: Stage | undefined
  #specs: readonly TableSpec[] = []
  #made = 0
  #pieces: Record<string, unknown> = {}
  #begun = performance.now()
  /** Seconds that the stage had taken before the run was stopped. */
  #before = 0
  #since = performance.now()
  /** Seconds of work that saving is worth, as it was last looked at. */
  #worth = 0

  constructor(private readonly run: StageRun) {}

  /** Seconds that the stage has taken. */
  get seconds(): number {
    return this.#before + seconds(this.#begun)
  }

  /** Whether the code of the next table left off amid its work. */
  get isWithin(): boolean {
    return Object.keys(this.#pieces).length > 0
  }

  /** Takes a stage as done where it was before the run was stopped. */
  wasDone(stage: Stage): boolean {
    const was = this.run.saving?.saved.finished.includes(stage.name) === true
    if (was) this.#done.push(stage)
    return was
  }

  /** Begins a stage. Gives its tables that are still to be made. */
  begin(stage: Stage): readonly TableSpec[] {
    const left = this.run.saving?.saved.amid
    const amid = left?.stage === stage.name ? left : undefined
    this.#stage = stage
    this.#specs = stage.tables(this.run.plan)
    this.#made = amid?.made.length ?? 0
    if (amid?.made.some((table, at) => this.#specs[at]?.table !== table) === true) throw new Error(`stage ${stage.name} makes other tables than those that were saved`)
    this.#pieces = { ...amid?.pieces }
    this.#before = amid?.seconds ?? 0
    this.#begun = performance.now()
    return this.#specs.slice(this.#made)
  }

  readonly leftOff: StageContext['leftOff'] = (piece, shape) => {
    const value = this.#pieces[piece]
    return value === undefined ? undefined : shape.parse(value)
  }

  readonly reached: StageContext['reached'] = async (piece, value, settle) => {
    this.#pieces[piece] = value
    if (!(await this.#isDue())) return
    await settle?.()
    await this.#save()
  }

  /** Takes the next table of the stage as made. */
  async madeTable(): Promise<void> {
    this.#made += 1
    this.#pieces = {}
    // After the last one the stage is as good as done.
    if (this.#made < this.#specs.length && (await this.#isDue())) await this.#save()
  }

  /** Takes the stage as done. */
  async end(): Promise<void> {
    if (this.#stage !== undefined) this.#done.push(this.#stage)
    this.#stage = undefined
    if (await this.#isDue()) await this.#save()
  }

  /** What is done again in little time is not saved, nor what it would take a good part of that time to save. */
  async #isDue(): Promise<boolean> {
    const { saving, database } = this.run
    const work = seconds(this.#since)
    if (saving === undefined || work < Math.max(saving.after, this.#worth)) return false
    if (saving.after > 0) this.#worth = workASecond * (await saving.saved.secondsToSave(database))
    return work >= this.#worth
  }

  async #save(): Promise<void> {
    const { database, plan, saving, listener } = this.run
    const start = performance.now()
    const made = this.#specs.slice(0, this.#made)
    const stage = this.#stage
    const views = [...this.#done.flatMap((of) => viewsOf(of.name, of.tables(plan))), ...(stage === undefined ? [] : viewsOf(stage.name, made))]
    const amid = stage === undefined ? {} : { amid: { stage: stage.name, made: made.map(({ table }) => table), table: this.#specs[this.#made]?.table ?? '', pieces: this.#pieces, seconds: this.seconds } }
    await saving?.saved.save(database, { stages: this.#done.map(({ name }) => name), ...amid, views }, saving.events)
    const tables = stage === undefined ? {} : { tables: made.length, of: this.#specs.length }
    listener({ kind: 'stage_saved', stage: (stage ?? this.#done.at(-1))?.name ?? '', ...tables, seconds: seconds(start) })
    this.#since = performance.now()
    this.#worth = 0
  }
}
