import { z } from 'zod'
import { requireArrays } from '../engine/memory.js'
import { sharedArray } from '../engine/shared.js'
import { sql } from '../engine/sql.js'
import { inOrder, Threads } from '../engine/threads.js'
import type { Blocks } from '../model/block-pairs.js'
import type { Parameters } from '../model/comparison.js'
import { bytesBy, ownArray, type Allocate, type AllocateGrouping } from '../model/grouping.js'
import { PairSearch, type FoundPart, type SearchInput, type SearchPiece } from '../model/pair-search.js'
import { chosenRules, ruleNamed, type ChosenRule } from './block/rules.js'
import { waysOf } from './block/ways.js'
import { readBlocks } from './blocks.js'
import { boundOfMatch } from './bounds.js'
import { comparisonsOf } from './comparisons.js'
import { comparandOf, mentionPlaces } from './pair-sql.js'
import { emptyPairs, type Found } from './pairs.js'
import { tableOf, uses, type PlanMatch } from './plan.js'
import { bytesOfMention } from './sketches.js'
import type { StageContext } from './stage.js'
import { Turns } from './turns.js'

/** Pairs that are looked at in one go, at least: some tenths of a second, after which whoever asks for them may be interrupted. */
const pairsAtOnce = 400_000

/** Pairs from which threads are worth what it takes to start them. */
const manyPairs = 3_000_000

/** Pairs that wait to be appended to a table: each time takes a while. */
const pairsAppended = 50_000

/** Reads the blocks of the rules of a match, with the sides of its mentions. */
async function readSidesAndBlocks(context: StageContext, match: PlanMatch, rules: readonly ChosenRule[], allocate: Allocate): Promise<Blocks> {
  const { database } = context
  const mentions = await mentionPlaces(context, match)
  const bytes = mentions * (1 + 4 * rules.length + bytesOfMention(comparisonsOf(context.plan, match)))
  requireArrays(`match ${match.name}: what tells which pairs may reach the floor`, bytes, database.memory)
  const sides = bytesBy(allocate, mentions)
  for await (const [ids = [], side = []] of database.numbers(sql`select mention_id, cast(case when on_left then 1 else 0 end + case when on_right then 2 else 0 end as integer) from ${comparandOf(match)}`)) {
    for (let row = 0; row < ids.length; row += 1) sides[ids[row] ?? 0] = side[row] ?? 0
  }
  return await readBlocks(context, match, rules, sides, allocate)
}

const worker = new URL('../model/pair-search-worker.js', import.meta.url)

/** Gives the same memory for every rule. */
function reused(mentions: number, allocate: Allocate): AllocateGrouping {
  const [starts, order] = [allocate(mentions + 2), allocate(mentions)]
  return { starts: (length) => starts.subarray(0, length).fill(0), order: (length) => order.subarray(0, length).fill(0) }
}

/** How far they were looked at: the rule by its place and its parts that are done, and what was found in these and before. */
const searched = z.object({ place: z.number(), parts: z.number(), first: z.number(), done: z.number(), found: z.number(), made: z.array(z.tuple([z.number(), z.number()])) })

/** Makes found_pair: pairs that rules bring together and that may reach the floor, each once, with the first rule that does, how many do and by which kinds of field. */
export async function findPairs(context: StageContext, match: PlanMatch, parameters: Parameters, floor: number): Promise<Found> {
  const { database, plan, signal } = context
  const table = tableOf('found_pair', match)
  const left = context.leftOff('searched', searched)
  if (left === undefined) await emptyPairs(context, match)
  const rules = await chosenRules(context, match)
  const total = rules.reduce((sum, { pairs }) => sum + pairs, 0)
  const threads = total < manyPairs || database.threads === 1 ? undefined : await Threads.open<SearchPiece, FoundPart>(worker, database.threads, signal)
  try {
    const allocate = threads === undefined ? ownArray : sharedArray
    const blocks = await readSidesAndBlocks(context, match, rules, allocate)
    const test = uses(plan, 'pruning') ? await boundOfMatch(context, match, parameters, floor, allocate) : undefined
    const { sides, within, numbers } = blocks
    const bits = Int32Array.from(rules, ({ rule }) => waysOf(ruleNamed(context, match, rule)))
    const input: SearchInput = { rules: rules.length, sides, within, numbers, bits, ...(test === undefined ? {} : { test }) }
    let own: PairSearch | undefined
    const find = ({ part }: SearchPiece): FoundPart => (own ??= new PairSearch(input)).find(part)
    const again = reused(sides.length, allocate)
    const made = new Map(left?.made)
    const turns = new Turns(context, 'pairs')
    let [done, found] = [left?.done ?? 0, left?.found ?? 0]
    let appended = found
    let waiting: { readonly part: FoundPart; readonly rule: number }[] = []
    const append = async (): Promise<void> => {
      await database.appendIntegers(table, ...waiting.map(({ part: { lefts, rights, rules: counts, bits: ways }, rule }) => [lefts, rights, new Int32Array(lefts.length).fill(rule), counts, ways]))
      waiting = []
      appended = found
    }
    for (const [place, { rule_no: rule }] of rules.entries()) {
      if (place < (left?.place ?? 0)) continue
      const mentions = blocks.ofRule(place, again)
      const parts = [...blocks.partsOf(mentions, pairsAtOnce)]
      let [first, at] = place === left?.place ? [left.first, left.parts] : [0, 0]
      const pieces = parts.slice(at).map((part): SearchPiece => ({ input, part: { rule: place, mentions, part } }))
      for await (const part of inOrder(threads, pieces, find)) {
        first += part.first
        found += part.lefts.length
        done += parts[at]?.pairs ?? 0
        at += 1
        waiting.push({ part, rule })
        if (found - appended > pairsAppended) await append()
        await context.reached('searched', { place, parts: at, first, done, found, made: [...made] }, append)
        await turns.rest(`${match.name}: pairs looked at, ${found} may reach the floor`, [done, total])
      }
      made.set(rule, first)
    }
    await append()
    return { pairs: found, made }
  } finally {
    await threads?.close()
  }
}
