import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Database } from '../../src/engine/database.js'
import { sql } from '../../src/engine/sql.js'
import type { Figure } from '../../src/report/summary.js'

/** A figure that a run gives of itself, and the interval where it gives one. */
export interface Estimate {
  readonly value: number
  readonly low?: number
  readonly high?: number
}

/** What a run says of itself. */
export interface Said {
  /** Matches that it expects among its listed pairs, and in all where its summary estimates them. */
  readonly expected: number
  readonly matches?: Estimate
  /** Share of the matches that blocking found. */
  readonly listed?: Estimate
  /** Matches whose training failed, with the reason. */
  readonly failures: readonly string[]
}

/** Estimates of summary.json end in these; `_low` and `_high` follow with an interval. A run of several matches is its largest one's. */
const endings = { matches: 'estimated_matches', listed: 'estimated_recall' } as const

/** Reads an estimate among the figures of a summary; undefined where there is none. */
export function estimateOf(figures: Readonly<Record<string, Pick<Figure, 'value'>>>, ending: string): Estimate | undefined {
  const names = Object.keys(figures).filter((name) => name.endsWith(ending))
  const name = names.toSorted((a, b) => (figures[b]?.value ?? 0) - (figures[a]?.value ?? 0))[0]
  if (name === undefined) return undefined
  const [value, low, high] = ['', '_low', '_high'].map((suffix) => figures[name + suffix]?.value)
  return value === undefined ? undefined : { value, ...(low === undefined || high === undefined ? {} : { low, high }) }
}

/** Reads what a run says of itself. */
export async function saidBy(database: Database, run: string): Promise<Said> {
  const rows = await database.rows<{ match: string; expected: number | null; failure: string | null }>(
    sql`select match, cast(expected_matches as double) as expected, cast(failure as varchar) as failure from read_csv(${join(run, 'training.csv')}, header = true) where class = 'match' order by match`,
  )
  const { figures } = JSON.parse(readFileSync(join(run, 'summary.json'), 'utf8')) as { figures: Record<string, Figure> }
  const [matches, listed] = [estimateOf(figures, endings.matches), estimateOf(figures, endings.listed)]
  return {
    expected: rows.reduce((sum, row) => sum + (row.expected ?? 0), 0),
    failures: rows.flatMap((row) => row.failure ?? []),
    ...(matches === undefined ? {} : { matches }),
    ...(listed === undefined ? {} : { listed }),
  }
}
