import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { sql } from '../../src/engine/sql.js'
import { ratesOf } from '../scoring/score.js'
import { withDatabase } from '../scoring/run-tables.js'

/** What the comparison of names reached on labelled pairs of names, in words. */
export interface NamesMeasured {
  readonly text: string
  readonly verdict: string
}

/** What is needed of the program: a score of two full names from 0 to 1, and the cut from which on they are one person's. */
interface NameScorer {
  readonly compareFullNames: (left: string, right: string) => { readonly score: number }
  readonly nameScoreCut: number
}

const modules = ['name-match.js', 'name-match/index.js', 'name-match/compare.js', 'name-match/agreement.js']

const isScorer = (found: object): found is NameScorer =>
  'compareFullNames' in found && typeof found.compareFullNames === 'function' && 'nameScoreCut' in found && typeof found.nameScoreCut === 'number'

/** The score of names as compiled, wherever among its modules it is exported; undefined when the program has none. */
async function scorer(): Promise<NameScorer | undefined> {
  const found: object = {}
  for (const name of modules) {
    const url = new URL(`../../src/text/${name}`, import.meta.url)
    const module: unknown = existsSync(url) ? await import(url.href) : undefined
    if (typeof module === 'object' && module !== null) Object.assign(found, module)
  }
  return isScorer(found) ? found : undefined
}

/** Scores the labelled pairs of person names below `data` at the fixed cut. */
export async function measureNames(data: string, aim: number): Promise<NamesMeasured> {
  const file = resolve(data, 'opensanctions_names/name_pairs_dev.csv')
  if (!existsSync(file)) return { text: '–', verdict: 'not measured: its file is not there' }
  const found = await scorer()
  if (found === undefined) return { text: '–', verdict: 'not measured: the program has no score of two names' }
  const pairs = await withDatabase([data], (database) =>
    database.rows<{ name1: string; name2: string; truth: boolean }>(sql`select name1, name2, is_match = 'true' as truth
      from read_csv(${file}, header = true, all_varchar = true) where schema = 'Person'`),
  )
  const taken = pairs.filter(({ name1, name2 }) => found.compareFullNames(name1, name2).score >= found.nameScoreCut)
  const rates = ratesOf(taken.filter(({ truth }) => truth).length, taken.length, pairs.filter(({ truth }) => truth).length)
  const text = `${rates.f1.toFixed(3).replace(/^0/u, '')} at ${found.nameScoreCut} (precision ${rates.precision.toFixed(3)}, recall ${rates.recall.toFixed(3)}) on ${pairs.length} pairs`
  return { text, verdict: rates.f1 >= aim ? 'met' : 'missed' }
}
