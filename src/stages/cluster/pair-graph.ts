import { id, sql } from '../../engine/sql.js'
import type { WeighedPairs } from '../../model/neighbours.js'
import { tableOf, type PlanMatch } from '../plan.js'
import type { StageContext } from '../stage.js'

/** The mean of a probability below which a pair says nothing to a clustering. */
export const leastProbability = 0.01

/** Four decimals of those bits, rounded down: what is weighed finer is left to who reads. */
const leastBits = Math.floor(1e4 * Math.log2(leastProbability / (1 - leastProbability))) / 1e4

/** The pairs of a match that are likely enough to matter: those that rules found, and those that clusters asked for since. */
export class PairGraph {
  private constructor(
    private readonly match: PlanMatch,
    private readonly found: WeighedPairs,
    /** All of them, each once. */
    readonly pairs: WeighedPairs,
  ) {}

  /** Marks the mentions of the pairs that clusters asked for, by mention. */
  markAsked(touched: Uint8Array): void {
    const { left, right } = this.pairs
    for (let pair = this.found.left.length; pair < left.length; pair += 1) {
      touched[left[pair] ?? 0] = 1
      touched[right[pair] ?? 0] = 1
    }
  }

  static async read(context: StageContext, match: PlanMatch): Promise<PairGraph> {
    const found = await read(context, match, true)
    return new PairGraph(match, found, found)
  }

  /** The same with what was asked for since. */
  async grown(context: StageContext): Promise<PairGraph> {
    const asked = await read(context, this.match, false)
    const n = this.found.left.length
    const pairs = { left: new Int32Array(n + asked.left.length), right: new Int32Array(n + asked.left.length), bits: new Float64Array(n + asked.left.length) }
    for (const [at, part] of [[0, this.found], [n, asked]] as const) {
      pairs.left.set(part.left, at)
      pairs.right.set(part.right, at)
      pairs.bits.set(part.bits, at)
    }
    return new PairGraph(this.match, this.found, pairs)
  }
}

async function read({ database }: StageContext, match: PlanMatch, byRules: boolean): Promise<WeighedPairs> {
  const likely = sql`${id(tableOf('candidate_pair', match))} where match_weight >= ${leastBits} and ${byRules ? sql`rule_no > 0` : sql`rule_no = 0`}`
  const { n } = await database.row<{ n: number }>(sql`select count(*) as n from ${likely}`)
  const pairs = { left: new Int32Array(n), right: new Int32Array(n), bits: new Float64Array(n) }
  await database.fill(sql`select left_mention, right_mention, match_weight from ${likely}`, [pairs.left, pairs.right, pairs.bits])
  return pairs
}
