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

/** What is needed of the module that compares names: a score from 0 to 1, and the cut above which two names are one person's. */
interface NameScorer {
  readonly nameScore: (left: string, right: string) => number
  readonly nameCut: number
}

const isScorer = (module: object): module is NameScorer =>
  'nameScore' in module && typeof module.nameScore === 'function' && 'nameCut' in module && typeof module.nameCut === 'number'

async function scorer(): Promise<NameScorer | undefined> {
  const url = new URL('../../src/text/name-match.js', import.meta.url)
  if (!existsSync(url)) return undefined
  const module: unknown = await import(url.href)
  return typeof module === 'object' && module !== null && isScorer(module) ? module : undefined
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
  const taken = pairs.filter(({ name1, name2 }) => found.nameScore(name1, name2) >= found.nameCut)
  const rates = ratesOf(taken.filter(({ truth }) => truth).length, taken.length, pairs.filter(({ truth }) => truth).length)
  const text = `${rates.f1.toFixed(3).replace(/^0/u, '')} (precision ${rates.precision.toFixed(3)}, recall ${rates.recall.toFixed(3)}) on ${pairs.length} pairs`
  return { text, verdict: rates.f1 >= aim ? 'met' : 'missed' }
}
