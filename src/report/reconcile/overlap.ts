import { sql } from '../../engine/sql.js'
import { cell, percentOf } from '../figures.js'
import { text, type Block, type OverlapChart, type Ref, type Section, type TableBlock } from '../summary.js'
import { sizeFigure } from './extracts.js'
import { inBoth, members, onlyIn } from './held.js'
import { cutTable, part, sizeOf, type Scope } from './scope.js'

/** Combinations that the drawing has room for. */
const drawn = 16

interface PatternRow {
  readonly pattern: string
  readonly keys: number
}

interface PairRow {
  readonly a: string
  readonly b: string
  readonly both: number
  readonly only_a: number
  readonly only_b: number
}

type AtGrain = Pick<Scope, 'system' | 'grain'>
const overlapName = ({ system, grain }: AtGrain, ...parts: readonly string[]): string => ['overlap', system.name, grain, ...parts].join('.')

/** Distinct keys of a system over all its extracts. */
export const unionFigure = (scope: AtGrain): Ref => ({ figure: overlapName(scope, 'distinct') })

export const pairFigure = (scope: AtGrain, a: string, b: string, measure: 'both' | 'added' | 'removed'): Ref => ({ figure: overlapName(scope, a, b, measure) })

const dots = (pattern: string): string => pattern.replaceAll('1', '●').replaceAll('0', '○')

function patternBlocks(scope: Scope, patterns: readonly PatternRow[]): Block[] {
  const { system, noun, reading: { figures } } = scope
  const of = patterns.reduce((sum, { keys }) => sum + keys, 0)
  const refs = patterns.map(({ pattern, keys }) => figures.add(overlapName(scope, `pattern_${pattern}`), keys, { unit: noun, of, rows: members(scope, sql`pattern = ${pattern}`) }))
  const all = figures.add(overlapName(scope, 'patterns'), patterns.length, { unit: 'combinations', source: 'overlap_pattern' })
  const holders = (pattern: string): string[] => system.extracts.filter(({ seq }) => pattern[seq - 1] === '1').map((extract) => extract.extract_id)
  const sets = scope.extracts.map((extract) => ({ set: extract.extract_id, seq: extract.seq, figure: sizeFigure(extract.extract_id, scope.grain).figure }))
  const [largest] = patterns
  const chart: OverlapChart = {
    kind: 'chart',
    chart: 'overlap',
    caption: `${system.name} ${noun} by the extracts that hold them${patterns.length > drawn ? `, the ${drawn} largest combinations` : ''}`,
    alternative: `Bars: ${patterns.length} combinations of extracts${largest === undefined ? '' : `, the largest of them ${largest.keys} ${noun} in ${holders(largest.pattern).join(', ')}`}. Beside them the size of each extract. The table below has every bar.`,
    unit: noun,
    sets: sets.map(({ set, figure }) => ({ set, figure })),
    patterns: patterns.slice(0, drawn).map(({ pattern }, index) => ({ pattern: sets.map(({ seq }) => pattern[seq - 1] ?? '0').join(''), figure: refs[index]?.figure ?? '' })),
  }
  const rows = patterns.map(({ pattern }, index) => [cell(holders(pattern).join(', ')), cell(dots(pattern)), text`${refs[index] ?? ''}`, text`${refs[index] ?? ''}`])
  const table = cutTable(all, patterns.length, 'combinations of extracts', rows, {
    caption: `Every combination of extracts, ${system.name} ${noun}`,
    columns: [
      { label: 'Held by', kind: 'text' },
      { label: 'Pattern', kind: 'dots' },
      { label: noun[0]?.toUpperCase() + noun.slice(1), kind: 'number' },
      { label: 'Share of all distinct', kind: 'share' },
    ],
    folded: true,
    file: figures.file('overlap_pattern'),
  })
  return [chart, ...table]
}

/** What the counts alone would say of the union, beside what it is. */
function unionText(scope: Scope): Block {
  const sizes = scope.extracts.map((extract) => sizeOf(scope, extract))
  const { figures } = scope.reading
  const largest = scope.extracts.find((extract) => sizeOf(scope, extract) === Math.max(...sizes))?.extract_id ?? ''
  const least = figures.add(overlapName(scope, 'at_least'), Math.max(...sizes), { unit: scope.noun, same: sizeFigure(largest, scope.grain), source: 'extract' })
  const greatest = figures.add(overlapName(scope, 'at_most'), sizes.reduce((sum, size) => sum + size, 0), { unit: `${scope.noun}, once for each extract`, source: 'extract' })
  return { kind: 'text', text: text`Counts alone say that all extracts together hold between ${least} and ${greatest} ${scope.noun}; key by key, they hold ${unionFigure(scope)}.` }
}

function pairTable(scope: Scope, pairs: readonly PairRow[]): TableBlock {
  const { noun, grain, extracts, reading: { figures } } = scope
  const extractOf = new Map(extracts.map((extract) => [extract.extract_id, extract]))
  const rows = pairs.flatMap(({ a, b, both, only_a: onlyLeft, only_b: onlyRight }) => {
    const [left, right] = [extractOf.get(a), extractOf.get(b)]
    if (left === undefined || right === undefined) return []
    const added = figures.add(pairFigure(scope, a, b, 'added').figure, onlyRight, { unit: noun, of: sizeOf(scope, right), rows: onlyIn(scope, right, left) })
    const removed = figures.add(pairFigure(scope, a, b, 'removed').figure, onlyLeft, { unit: noun, of: sizeOf(scope, left), rows: onlyIn(scope, left, right) })
    const shared = figures.add(pairFigure(scope, a, b, 'both').figure, both, { unit: noun, of: sizeOf(scope, left), rows: inBoth(scope, left, right) })
    const ofLater = figures.add(overlapName(scope, a, b, 'both_of_later'), both, { unit: noun, of: sizeOf(scope, right), same: shared })
    return [[cell(a), cell(b), text`${sizeFigure(a, grain)}`, text`${added}`, text`${removed}`, text`${sizeFigure(b, grain)}`, text`${shared}`, text`${ofLater}`]]
  })
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
    rows,
    folded: pairs.length > 12,
    file: figures.file('overlap_pair'),
  }
}

/** How the extracts of a system overlap at one grain: all together, what that bounds, and two by two. */
export async function overlapPart(scope: Scope): Promise<Section[]> {
  const { reading, here } = scope
  const patterns = await reading.rows<PatternRow>('overlap_pattern', sql`select pattern, keys from overlap_pattern where ${here} order by keys desc, pattern`)
  if (patterns.length === 0) return []
  const of = patterns.reduce((sum, { keys }) => sum + keys, 0)
  reading.figures.add(unionFigure(scope).figure, of, { unit: scope.noun, rows: members(scope) })
  const pairs = await reading.rows<PairRow>(
    'overlap_pair',
    sql`select p.a, p.b, p.both, p.only_a, p.only_b
      from (select * from overlap_pair where ${here}) p
      join (select distinct extract_id, seq from extract) a on a.extract_id = p.a join (select distinct extract_id, seq from extract) b on b.extract_id = p.b
      order by a.seq, b.seq`,
  )
  const blocks = patternBlocks(scope, patterns)
  const whole = patterns.find(({ pattern }) => scope.extracts.every(({ seq }) => pattern[seq - 1] === '1'))
  const everywhere = whole?.keys ?? 0
  const share = percentOf(everywhere, of)
  const held = scope.reading.figures.add(overlapName(scope, 'in_all'), everywhere, { unit: scope.noun, of, ...(whole === undefined ? {} : { same: { figure: overlapName(scope, `pattern_${whole.pattern}`) } }) })
  const opening: Block = { kind: 'text', text: text`${held} of ${unionFigure(scope)} ${scope.noun} stand in every extract${share === undefined ? '' : ` (${share.toFixed(1)} %)`}.` }
  return [
    ...part(scope, 'overlap', 'Which extracts hold what', [opening, ...blocks]),
    ...part(scope, 'pairs', 'The union, and extracts two by two', [unionText(scope), ...(pairs.length === 0 ? [] : [pairTable(scope, pairs)])]),
  ]
}
