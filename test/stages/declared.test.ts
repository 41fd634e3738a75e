import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../src/engine/database.js'
import { stageFiles } from '../../src/engine/template.js'
import { stages } from '../../src/stages/index.js'
import type { Plan } from '../../src/stages/plan.js'
import type { TableSpec } from '../../src/stages/stage.js'
import { openDatabase } from '../engine/open.js'
import { runConfig, type SmallRun } from './run-small.js'
import { parseStatements, recordStatements, without, type MadeBy } from './statements.js'
import { repeatByHand } from './by-hand.js'
import { tinyFolder } from './tiny.js'

let parser: Database
let run: SmallRun
let plan: Plan
let made: readonly MadeBy[]
const config = 'trafficking.yaml'
const keepPlan = async (finishing: { plan: Plan }): Promise<void> => void (plan = finishing.plan)
beforeAll(async () => {
  const recorded = recordStatements()
  run = await runConfig(tinyFolder(config).config, { threads: 2, listener: recorded.listener, finishers: [{ what: 'plan', finish: keepPlan }] })
  recorded.stop()
  made = recorded.made
  parser = (await openDatabase()).database
}, 300_000)
afterAll(() => parser?.close())

const specsOf = (stage: string): readonly TableSpec[] => stages.find(({ name }) => name === stage)?.tables(plan) ?? []

/** Read only where the data ask for it. */
const sometimes: readonly (readonly [table: RegExp, reads: RegExp])[] = [
  [/^block_rule_/, /^(comparand|random_pattern)_/],
  [/^component$/, /^comparand_/],
  [/^block_key_/, /^block_size_/],
  // The rows of a rule are listed where some fail.
  [/^quality_failure$/, /^/],
  // What a formula speaks of is read, and nothing else.
  [/^stated_figure$/, /^/],
  // A system may have no dates that are composed.
  [/^composed_day_/, /^source_records_/],
  // Many pairs are scored from their blocks, few from those that were compared.
  // A share of many pairs is picked by the buckets of its mentions.
  [/^agreement_pattern_/, /^comparand_/],
  [/^candidate_pair_/, /^(?:comparand|compared_pair|block_member)_/],
]

/** Tables that are read where they are there: some commands do without the stage that makes them. */
const whereThere: readonly (readonly [table: RegExp, read: RegExp])[] = [[/^quality_/, /^column_shape$/]]
const isAmong = (list: typeof whereThere, table: string, read: string): boolean => list.some(([of, name]) => of.test(table) && name.test(read))


interface Traffic {
  readonly of: string
  readonly spec: TableSpec
  readonly reads: ReadonlySet<string>
  readonly writes: ReadonlySet<string>
  /** Tables written and not dropped again by the same code. */
  readonly left: ReadonlySet<string>
}

let parsedTraffic: Promise<readonly Traffic[]> | undefined
/** What each table was really made from: tables read that the making of it did not write itself. */
const traffic = async (): Promise<readonly Traffic[]> => await (parsedTraffic ??= parseTraffic())

async function parseTraffic(): Promise<Traffic[]> {
  const all: Traffic[] = []
  const parsed = await parseStatements(parser, made.flatMap(({ statements }) => statements))
  let from = 0
  for (const { stage, table, statements } of made) {
    const spec = specsOf(stage).find((one) => one.table === table)
    if (spec === undefined) throw new Error(`${stage} declares no ${table}`)
    const reads = new Set<string>()
    const [writes, left] = [new Set<string>(), new Set<string>()]
    for (const one of parsed.slice(from, (from += statements.length))) {
      for (const name of one.reads) if (!writes.has(name)) reads.add(name)
      for (const name of one.writes === undefined ? [] : [one.writes]) for (const set of [writes, left]) set.add(name)
      if (one.drops !== undefined) left.delete(one.drops)
    }
    reads.delete(table)
    all.push({ of: `${stage}/${table}`, spec, reads, writes, left })
  }
  return all
}

test('every config of configs/ runs on the tiny samples: this one here, the other in its own test', async () => {
  expect(readdirSync('configs').filter((name) => name.endsWith('.yaml'))).toEqual(['seizures.yaml', config])
  const matches = new Set((await run.values('candidate', 'match')).flat())
  expect(plan.matches.map(({ name }) => name).filter((name) => !matches.has(name))).toEqual([])
  expect((await run.values('subject_petition_subjects_who_petitioned', 'petition_id')).length).toBeGreaterThan(0)
})

describe('a stage declares what it reads and writes', () => {
  test('every table that was read is declared, and nothing is declared that is not read', async () => {
    const undeclared: string[] = []
    const unused: string[] = []
    for (const { of, spec, reads, writes } of await traffic()) {
      const declared = new Set(spec.reads)
      undeclared.push(...[...without(reads, declared)].filter((name) => !isAmong(whereThere, spec.table, name)).map((name) => `${of} reads ${name}`))
      const idle = [...without(declared, reads)].filter((name) => !isAmong(sometimes, spec.table, name))
      if (writes.size > 0) unused.push(...idle.map((name) => `${of} does not read ${name}`))
    }
    expect({ undeclared, unused }).toEqual({ undeclared: [], unused: [] })
  })

  test('every table that was written is one that a stage makes, or is dropped by the code that made it or with the stage', async () => {
    const known = new Set(stages.flatMap((stage) => [...stage.tables(plan).map((spec) => spec.table), ...(stage.temporary?.(plan) ?? []), ...(stage.loaded?.(plan) ?? [])]))
    const strange = (await traffic()).flatMap(({ of, left }) => [...left].filter((name) => !known.has(name)).map((name) => `${of} leaves ${name}`))
    expect(strange).toEqual([])
  })
})

const saved = (): string[] => readdirSync(join(run.folder, 'sql'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.sql'))
const textOf = (name: string): string => readFileSync(join(run.folder, 'sql', name), 'utf8')

/** Files that stand in for another where a config leaves a mechanism out, or where a match has many pairs or mentions. */
const inPlace: ReadonlySet<string> = new Set(['cluster/own_pair', 'score/block_list', 'score/found_pair', 'score/sketch', 'score/sketch_value'])

describe('the SQL that a run saves', () => {
  test('is one SELECT a file, with a first line that says what a row is and no slot or parameter left', async () => {
    const names = saved()
    expect(names.length).toBeGreaterThan(30)
    const all = await parseStatements(parser, names.map(textOf))
    for (const [at, name] of names.entries()) {
      const [text, parsed] = [textOf(name), all[at]]
      expect(text.split('\n', 1)[0], name).toMatch(/^-- One row is /)
      expect(text.trimEnd().endsWith(';'), name).toBe(true)
      expect(parsed, name).toMatchObject({ statements: 1 })
      expect(parsed?.writes, name).toBeUndefined()
      expect(text, name).not.toMatch(/\{\{|\$[a-z]/)
    }
  })

  test('comes from every file of pipeline/, and every table that SQL makes has its file', () => {
    const names = saved().map((name) => name.replace('.sql', ''))
    for (const stage of stages) {
      for (const file of stageFiles(stage.name)) {
        const saves = names.some((name) => name === `${stage.name}/${file}` || name.startsWith(`${stage.name}/${file}_`))
        if (inPlace.has(`${stage.name}/${file}`)) continue
        expect(saves || specsOf(stage.name).some((spec) => spec.file === file), `${stage.name}/${file}`).toBe(true)
      }
      for (const spec of specsOf(stage.name).filter((one) => one.code === undefined)) expect(names).toContain(`${stage.name}/${spec.table}`)
    }
  })

  test('gives the tables again when it is run by hand over those of the run folder', async () => {
    const { database } = await openDatabase({ folders: [run.folder] })
    const { repeated, different } = await repeatByHand(database, run.folder)
    database.close()
    expect(different).toEqual([])
    expect(repeated.length).toBeGreaterThanOrEqual(20)
  })
})
