import { sql, type Sql } from '../../engine/sql.js'
import { cell } from '../figures.js'
import type { Reading, SystemReading } from '../reading.js'
import { text, type Block, type OverlapChart, type Ref, type TableBlock } from '../summary.js'
import { nounAt, plural, type Grain } from '../words.js'
import { sizeFigure } from './extracts.js'

const drawn = 16

interface PatternRow {
  readonly pattern: string
  readonly degree: number
  readonly keys: number
}

interface PairRow {
  readonly a: string
  readonly b: string
  readonly keys_a: number
  readonly keys_b: number
  readonly both: number
  readonly only_a: number
  readonly only_b: number
}

const scope = (system: SystemReading, grain: Grain): string => `overlap.${system.name}.${grain}`

/** Distinct keys of a system over all its extracts. */
export const unionFigure = (system: SystemReading, grain: Grain): Ref => ({ figure: `${scope(system, grain)}.distinct` })

export const pairFigure = (system: SystemReading, grain: Grain, a: string, b: string, measure: 'both' | 'added' | 'removed'): Ref => ({
  figure: `${scope(system, grain)}.${a}.${b}.${measure}`,
})

const members = (system: SystemReading, grain: Grain, condition: Sql): Sql => sql`
  select source_system, key, pattern, event_date, period from key_membership where system = ${system.name} and grain = ${grain} and ${condition}`

const keysIn = (system: SystemReading, grain: Grain, extract: string): Sql =>
  sql`select source_system, record_key as key from usable_key where system = ${system.name} and grain = ${grain} and extract_id = ${extract}`

const dots = (pattern: string): string => pattern.replaceAll('1', '●').replaceAll('0', '○')

function patternTable(reading: Reading, system: SystemReading, grain: Grain, patterns: readonly PatternRow[]): Block[] {
  const noun = plural(nounAt(system.config, grain))
  const of = patterns.reduce((sum, { keys }) => sum + keys, 0)
  reading.figures.add(unionFigure(system, grain).figure, of, { unit: noun, rows: members(system, grain, sql`true`) })
  const refs = patterns.map(({ pattern, keys }) =>
    reading.figures.add(`${scope(system, grain)}.pattern_${pattern}`, keys, { unit: noun, of, rows: members(system, grain, sql`pattern = ${pattern}`) }),
  )
  const sets = system.extracts.map((extract) => extract.extract_id)
  const named = (pattern: string): string => sets.filter((_, index) => pattern[index] === '1').join(', ')
  const largest = patterns[0]
  const chart: OverlapChart = {
    kind: 'chart',
    chart: 'overlap',
    caption: `${system.name} ${noun} by the extracts that hold them${patterns.length > drawn ? `, the ${drawn} largest combinations` : ''}`,
    alternative: `Bars: ${patterns.length} combinations of extracts${largest === undefined ? '' : `, the largest of them ${largest.keys} ${noun} in ${named(largest.pattern)}`}. The table below has every bar.`,
    unit: noun,
    sets,
    patterns: patterns.slice(0, drawn).map(({ pattern }, index) => ({ pattern, figure: refs[index]?.figure ?? '' })),
  }
  const table: TableBlock = {
    kind: 'table',
    caption: `Every combination of extracts, ${system.name} ${noun}`,
    columns: [
      { label: 'Held by', kind: 'text' },
      { label: 'Pattern', kind: 'dots' },
      { label: noun[0]?.toUpperCase() + noun.slice(1), kind: 'number' },
      { label: 'Share of all distinct', kind: 'share' },
    ],
    rows: patterns.map(({ pattern }, index) => [
      cell(named(pattern)),
      cell(dots(pattern)),
      text`${refs[index] ?? ''}`,
      text`${refs[index] ?? ''}`,
    ]),
    folded: true,
  }
  return [chart, table]
}

function pairTable({ figures }: Reading, system: SystemReading, grain: Grain, pairs: readonly PairRow[]): TableBlock {
  const noun = plural(nounAt(system.config, grain))
  return {
    kind: 'table',
    caption: `Extracts two by two, ${noun}`,
    note: 'Earlier + only in the later − only in the earlier = later.',
    columns: [
      { label: 'Earlier', kind: 'code' },
      { label: 'Later', kind: 'code' },
      { label: `${noun} in the earlier`, kind: 'number' },
      { label: 'only in the later (added)', kind: 'number' },
      { label: 'only in the earlier (removed)', kind: 'number' },
      { label: `${noun} in the later`, kind: 'number' },
      { label: 'in both, share of the earlier', kind: 'share' },
      { label: 'in both, share of the later', kind: 'share' },
    ],
    rows: pairs.map(({ a, b, keys_a: left, keys_b: right, both, only_a: onlyLeft, only_b: onlyRight }) => {
      const name = (measure: 'both' | 'added' | 'removed'): string => pairFigure(system, grain, a, b, measure).figure
      const [inA, inB] = [keysIn(system, grain, a), keysIn(system, grain, b)]
      const shared = sql`${inA} intersect ${inB}`
      const added = figures.add(name('added'), onlyRight, { unit: noun, of: right, rows: sql`${inB} except ${inA}` })
      const removed = figures.add(name('removed'), onlyLeft, { unit: noun, of: left, rows: sql`${inA} except ${inB}` })
      const ofEarlier = figures.add(name('both'), both, { unit: noun, of: left, rows: shared })
      const ofLater = figures.add(`${name('both')}_of_later`, both, { unit: noun, of: right, rows: shared })
      return [cell(a), cell(b), text`${sizeFigure(a, grain)}`, text`${added}`, text`${removed}`, text`${sizeFigure(b, grain)}`, text`${ofEarlier}`, text`${ofLater}`]
    }),
    folded: pairs.length > 12,
  }
}

/** How the extracts of a system overlap at one grain: all together, and two by two. */
export async function overlapBlocks(reading: Reading, system: SystemReading, grain: Grain): Promise<Block[]> {
  const patterns = await reading.rows<PatternRow>(
    'overlap_pattern',
    sql`select pattern, cast(degree as integer) as degree, keys from overlap_pattern where system = ${system.name} and grain = ${grain} order by keys desc, pattern`,
  )
  const pairs = await reading.rows<PairRow>(
    'overlap_pair',
    sql`select p.* from overlap_pair p join extract a on a.extract_id = p.a and a.grain = p.grain join extract b on b.extract_id = p.b and b.grain = p.grain
      where p.system = ${system.name} and p.grain = ${grain} order by a.seq, b.seq`,
  )
  if (patterns.length === 0) return []
  return [...patternTable(reading, system, grain, patterns), ...(pairs.length === 0 ? [] : [pairTable(reading, system, grain, pairs)])]
}
