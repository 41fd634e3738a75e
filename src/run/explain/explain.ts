import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { Database } from '../../engine/database.js'
import { defaultMemory, engineMemory } from '../../engine/memory.js'
import { id, sql, type Sql } from '../../engine/sql.js'
import { runFacts } from '../run-config.js'
import { findMentions, type NamedMention } from './mentions.js'
import { judgeRules, type RuleVerdict } from './rules.js'
import { scoreAgain, type ExplainedScore } from './score.js'

/** What a run says of a pair in one match. */
export interface ExplainedPair extends ExplainedScore {
  readonly match: string
  readonly left: NamedMention
  readonly right: NamedMention
  /** Bits that sources and clusters add to what the pair is worth by itself; null where the pair is no candidate. */
  readonly collective_weight: number | null
  readonly match_weight: number | null
  readonly probability: number | null
  readonly band: string | null
  readonly same_entity: boolean
  readonly rules: readonly RuleVerdict[]
}

export interface Explanation {
  readonly pairs: readonly ExplainedPair[]
  /** Why there is nothing to explain; absent where there is. */
  readonly nothing?: string
}

/** Makes every exported table of a run readable by its name. */
async function viewTables(database: Database, folder: string): Promise<void> {
  const files = readdirSync(join(folder, 'tables'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.parquet'))
  for (const file of files) {
    const name = file.replace(/^.*[\\/]/, '').replace(/\.parquet$/, '')
    await database.command(sql`create view ${id(name)} as select * from read_parquet(${join(folder, 'tables', file)})`)
  }
}

const savedSql = (folder: string, stage: string, table: string): string | undefined => {
  const path = join(folder, 'sql', stage, `${table}.sql`)
  return existsSync(path) ? readFileSync(path, 'utf8').trim().replace(/;$/, '') : undefined
}

const entityOf = ({ system, id: record, role, ordinal }: NamedMention): Sql =>
  sql`select entity_id from entity where system = ${system} and id = ${record} and role = ${role} and ordinal = ${ordinal}`

const sameEntity = async (database: Database, left: NamedMention, right: NamedMention): Promise<boolean> => {
  const { same } = await database.row<{ same: boolean }>(sql`select (${entityOf(left)}) = (${entityOf(right)}) as same`)
  return same
}

async function explainIn(database: Database, folder: string, match: string, left: NamedMention, right: NamedMention): Promise<ExplainedPair | undefined> {
  const suffix = match.toLowerCase()
  const [comparand, asked, atoms] = [savedSql(folder, 'block', `comparand_${suffix}`), savedSql(folder, 'score', `asked_pair_${suffix}`), savedSql(folder, 'block', `block_atom_${suffix}`)]
  if (comparand === undefined || asked === undefined || atoms === undefined) return undefined
  const score = await scoreAgain(database, { comparand, asked }, suffix, left, right)
  const [found] = await database.rows<{ match_weight: number; probability: number; band: string; collective_weight: number }>(sql`
    select match_weight, probability, band, collective_weight from candidate where match = ${match}
      and left_system = ${left.system} and left_id = ${left.id} and left_role = ${left.role} and left_ordinal = ${left.ordinal}
      and right_system = ${right.system} and right_id = ${right.id} and right_role = ${right.role} and right_ordinal = ${right.ordinal}`)
  return {
    match, left, right, ...score,
    collective_weight: found?.collective_weight ?? null,
    match_weight: found?.match_weight ?? null,
    probability: found?.probability ?? null,
    band: found?.band ?? null,
    same_entity: await sameEntity(database, left, right),
    rules: await judgeRules(database, suffix, atoms, left, right),
  }
}

/** Matches that pair two populations, by what the run's own SQL takes as its left and right side. */
async function sidesOf(database: Database, folder: string, match: string): Promise<readonly [left: number, right: number] | undefined> {
  const text = savedSql(folder, 'block', `comparand_${match.toLowerCase()}`)
  const [, left, right] = /m\.population = (\d+) as on_left,\s+m\.population = (\d+) as on_right/.exec(text ?? '') ?? []
  return left === undefined || right === undefined ? undefined : [Number(left), Number(right)]
}

/**
 * Why two mentions of a run got their score, from the run folder alone: its tables, and its SQL run again over the two. Throws InputError when the
 * folder is no run or an id is unknown.
 */
export async function explainPair(run: string, leftName: string, rightName: string, options: { memory?: string; threads?: number } = {}): Promise<Explanation> {
  const folder = resolve(run)
  runFacts(folder)
  const work = mkdtempSync(join(tmpdir(), 'crosswalk-explain-'))
  const database = await Database.open({
    path: join(work, 'explain.db'), memory: engineMemory(options.memory ?? defaultMemory()), ...(options.threads === undefined ? {} : { threads: options.threads }), folders: [folder, work],
  })
  try {
    await viewTables(database, folder)
    const [ours, theirs] = [await findMentions(database, leftName), await findMentions(database, rightName)]
    const matches = await database.rows<{ match: string }>(sql`select distinct match from training order by match`)
    const pairs: ExplainedPair[] = []
    for (const { match } of matches) {
      const sides = await sidesOf(database, folder, match)
      if (sides === undefined) continue
      for (const a of ours) {
        for (const b of theirs) {
          if (a.mention_id === b.mention_id) continue
          const ordered = sides[0] === sides[1] ? [a, b].toSorted((x, y) => x.mention_id - y.mention_id) : [a, b].toSorted((x) => (x.population === sides[0] ? -1 : 1))
          const [left, right] = ordered
          if (left === undefined || right === undefined || left.population !== sides[0] || right.population !== sides[1]) continue
          const pair = await explainIn(database, folder, match, left, right)
          if (pair !== undefined) pairs.push(pair)
        }
      }
    }
    return pairs.length > 0 ? { pairs } : { pairs, nothing: 'no match of this run pairs these two: they are one mention, or no match has both their populations' }
  } finally {
    database.close()
    rmSync(work, { recursive: true, force: true })
  }
}
