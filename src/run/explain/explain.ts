import { rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Config } from '../../config/schema.js'
import { Database } from '../../engine/database.js'
import { defaultMemory, engineMemory } from '../../engine/memory.js'
import { makeWorkFolder } from '../work-folder.js'
import { differences, listedPair, outcomeOf, type Outcome } from './candidate.js'
import { collectiveEvidence, type CollectiveEvidence } from './collective.js'
import { matchesOf, runConfigOf, viewTables, type FolderMatch } from './folder.js'
import { findMentions, type NamedMention } from './mentions.js'
import { judgeRules, type RuleVerdict } from './rules.js'
import { roundBits, scoreAgain, type ExplainedScore } from './score.js'

/** What a run says of a pair in one match. Weights are in bits. */
export interface ExplainedPair extends ExplainedScore {
  readonly match: string
  readonly left: NamedMention
  readonly right: NamedMention
  readonly outcome: Outcome
  readonly reason: string
  /** What labels add to what the pair is worth by itself; null where it is no candidate. */
  readonly calibration_weight: number | null
  /** What priors by source and competition between links, and then clusters, add to that; null likewise. */
  readonly source_weight: number | null
  readonly cluster_weight: number | null
  readonly collective_weight: number | null
  readonly match_weight: number | null
  readonly probability: number | null
  readonly band: string | null
  readonly same_entity: boolean
  readonly collective: CollectiveEvidence
  readonly rules: readonly RuleVerdict[]
  /** Where the table of candidates says something else than the pair scored again: empty unless the folder was changed. */
  readonly differences: readonly string[]
}

export interface Explanation {
  readonly pairs: readonly ExplainedPair[]
  /** Why there is nothing to explain; absent where there is. */
  readonly nothing?: string
}

interface Opened {
  readonly database: Database
  readonly config: Config
  readonly matches: readonly FolderMatch[]
}

async function explainIn({ database, config, matches }: Opened, match: FolderMatch, left: NamedMention, right: NamedMention): Promise<ExplainedPair> {
  const score = await scoreAgain(database, match, left, right)
  const rules = await judgeRules(database, match, left, right)
  const listed = await listedPair(database, match, left, right)
  const collective = await collectiveEvidence(database, matches, match, left, right)
  return {
    match: match.match, left, right, ...outcomeOf(listed, score, rules, config), ...score,
    calibration_weight: listed?.calibration_weight ?? null,
    source_weight: listed?.source_weight ?? null,
    cluster_weight: listed === undefined ? null : roundBits(listed.collective_weight - listed.source_weight),
    collective_weight: listed?.collective_weight ?? null,
    match_weight: listed?.match_weight ?? null,
    probability: listed?.probability ?? null,
    band: listed?.band ?? null,
    same_entity: collective.same_entity, collective, rules,
    differences: listed === undefined ? [] : differences(listed, score),
  }
}

type Pair = readonly [left: NamedMention, right: NamedMention]

/** Two mentions as a match pairs them; undefined where it does not. */
function sided(match: FolderMatch, a: NamedMention, b: NamedMention): Pair | undefined {
  if (a.mention_id === b.mention_id) return undefined
  const ordered = match.left === match.right ? (a.mention_id < b.mention_id ? [a, b] as const : [b, a] as const) : a.population === match.left ? [a, b] as const : [b, a] as const
  return ordered[0].population === match.left && ordered[1].population === match.right ? ordered : undefined
}

/** Every pair that a match makes of the mentions of two names, each once. */
function pairsOf(match: FolderMatch, ours: readonly NamedMention[], theirs: readonly NamedMention[]): Pair[] {
  const all = ours.flatMap((a) => theirs.map((b) => sided(match, a, b))).filter((pair) => pair !== undefined)
  return [...new Map(all.map((pair) => [pair.map(({ mention_id: no }) => no).join(' '), pair])).values()]
}

const populationsOf = (mentions: readonly NamedMention[]): string => [...new Set(mentions.map(({ system, role }) => `${system}.${role}`))].join(', ')

function whyNothing(ours: readonly NamedMention[], theirs: readonly NamedMention[]): string {
  if (ours.length === 1 && theirs.length === 1 && ours[0]?.mention_id === theirs[0]?.mention_id) return 'both are one and the same mention: a mention is not compared with itself'
  return `no match of this run pairs ${populationsOf(ours)} with ${populationsOf(theirs)}, so these two were never compared`
}

/** Explains two mentions of one run by their names. Throws InputError when an id is unknown. */
export type Explain = (leftName: string, rightName: string) => Promise<Explanation>

async function explain(opened: Opened, leftName: string, rightName: string): Promise<Explanation> {
  const { database, matches } = opened
  const [ours, theirs] = [await findMentions(database, leftName, 'the first id'), await findMentions(database, rightName, 'the second id')]
  const pairs: ExplainedPair[] = []
  for (const match of matches) {
    for (const [left, right] of pairsOf(match, ours, theirs)) pairs.push(await explainIn(opened, match, left, right))
  }
  return pairs.length > 0 ? { pairs } : { pairs, nothing: whyNothing(ours, theirs) }
}

/** Opens a run folder once for any number of pairs. Throws InputError when the folder is no run. */
export async function explaining<T>(run: string, options: { memory?: string; threads?: number }, work: (explain: Explain) => Promise<T>): Promise<T> {
  const folder = resolve(run)
  const config = await runConfigOf(folder)
  const temporary = makeWorkFolder('explain')
  let database: Database | undefined
  try {
    const { memory = defaultMemory(), threads } = options
    database = await Database.open({ path: join(temporary, 'explain.db'), memory: engineMemory(memory), ...(threads === undefined ? {} : { threads }), folders: [folder, temporary] })
    await viewTables(database, folder)
    const opened = { database, config, matches: await matchesOf(database, folder) }
    return await work(async (leftName, rightName) => await explain(opened, leftName, rightName))
  } finally {
    database?.close()
    rmSync(temporary, { recursive: true, force: true })
  }
}

/**
 * Why two mentions of a run got their score, from the run folder alone: its tables, and its SQL run again over the two. A name that several mentions
 * bear is explained for each that is paired. Throws InputError when the folder is no run or an id is unknown.
 */
export const explainPair = async (run: string, leftName: string, rightName: string, options: { memory?: string; threads?: number } = {}): Promise<Explanation> =>
  await explaining(run, options, async (pair) => await pair(leftName, rightName))
