import { blocksOf, drawnOf } from '../drawn.js'
import type { ChartBlock, Summary, TableBlock, Text } from '../summary.js'
import { denominator, denominatorOf, held, isDenominator } from './counts.js'

/** Figures and denominators whose sum, each with its sign, is zero. */
export interface Sum {
  readonly terms: readonly (readonly [figure: string, sign: 1n | -1n])[]
}

type Counts = ReadonlyMap<string, bigint>
type Figures = Summary['figures']

const total = (counts: Counts, names: readonly string[]): bigint => names.reduce((sum, name) => sum + (counts.get(name) ?? 0n), 0n)

const adds = (parts: readonly string[], whole: string): Sum => ({ terms: [...parts.map((part) => [part, 1n] as const), [whole, -1n]] })

/** Runs of figures one beside another that add up to the one before or after them. */
function besideTotals(counts: Counts, line: readonly string[]): Sum[] {
  return line.flatMap((whole, at) => {
    const value = counts.get(whole) ?? 0n
    if (value === 0n) return []
    const runs = [line.slice(0, at).toReversed(), line.slice(at + 1)]
    return runs.flatMap((run) => {
      let sum = 0n
      const found: Sum[] = []
      for (const [no, part] of run.entries()) {
        sum += counts.get(part) ?? 0n
        if (no > 0 && sum === value && counts.get(part) !== 0n) found.push(adds(run.slice(0, no + 1), whole))
      }
      // Zeros after the parts add nothing: a run that one figure fills is that figure.
      const [first] = run
      return first !== undefined && run.length > 1 && counts.get(first) === value ? [...found, adds([first], whole)] : found
    })
  })
}

/** One of three figures in a row that is the sum of the other two: stated, counted and difference. */
function triples(counts: Counts, line: readonly string[]): Sum[] {
  return line.slice(2).flatMap((c, at) => {
    const [a = '', b = ''] = line.slice(at)
    return [adds([a, b], c), adds([a, c], b), adds([b, c], a)].filter(({ terms }) => addsUp(counts, terms).length > 0)
  })
}

/** Figures of one denominator, side by side where others are left out, that add up to it. */
function ofTotals(figures: Figures, counts: Counts, line: readonly string[]): Sum[] {
  const groups = new Map<string, string[]>()
  for (const name of line) {
    const whole = denominatorOf(figures[name])
    if (whole !== undefined) groups.set(whole, [...(groups.get(whole) ?? []), name])
  }
  return [...groups].flatMap(([whole, names]) =>
    names.flatMap((_, from) => {
      let sum = 0n
      return names.slice(from).flatMap((part, no) => {
        sum += counts.get(part) ?? 0n
        return no > 0 && sum === counts.get(whole) ? [adds(names.slice(from, from + no + 1), whole)] : []
      })
    }),
  )
}

function lineSums(figures: Figures, counts: Counts, line: readonly string[]): Sum[] {
  const own = [...new Set(line)].filter((name) => counts.has(name))
  return [...besideTotals(counts, own), ...ofTotals(figures, counts, own), ...triples(counts, own)]
}

const refsOf = (text: Text): string[] => text.flatMap((part) => (typeof part === 'string' ? [] : [part.figure]))
const firstRef = (text: Text | undefined): string | undefined => refsOf(text ?? [])[0]

/** A row that says by the labels of its columns how it adds up: earlier, + added, − removed, = later. */
function signed(counts: Counts, { columns }: TableBlock, row: readonly Text[]): Sum[] {
  const end = columns.findIndex(({ label }) => label.startsWith('= '))
  if (end < 0) return []
  const terms = columns.slice(0, end + 1).flatMap(({ label }, at) => {
    const name = firstRef(row[at])
    return name === undefined || !counts.has(name) ? [] : [[name, at === end || /^[−-] /.test(label) ? -1n : 1n] as const]
  })
  return addsUp(counts, terms)
}

const addsUp = (counts: Counts, terms: Sum['terms']): Sum[] => (terms.length > 1 && terms.reduce((sum, [name, sign]) => sum + sign * (counts.get(name) ?? 0n), 0n) === 0n ? [{ terms }] : [])

/** Figures elsewhere that are the sum of some figures, of the same unit. */
function elsewhere(figures: Figures, counts: Counts, parts: readonly string[], byValue: ReadonlyMap<string, readonly string[]>): Sum[] {
  const own = [...new Set(parts)].filter((name) => counts.has(name))
  const unit = figures[own[0] ?? '']?.unit ?? ''
  const sum = total(counts, own)
  if (own.length < 2 || sum === 0n) return []
  return (byValue.get(`${unit} ${sum}`) ?? []).filter((whole) => !own.includes(whole)).map((whole) => adds(own, whole))
}

function chartSums(figures: Figures, counts: Counts, chart: ChartBlock, byValue: ReadonlyMap<string, readonly string[]>): Sum[] {
  if (chart.chart === 'walk') {
    const steps = chart.steps.filter(({ figure }) => counts.has(figure))
    return addsUp(counts, steps.map(({ figure, effect }, at) => [figure, effect === 'minus' || (effect === 'total' && at > 0) ? -1n : 1n] as const))
  }
  const drawn = drawnOf(chart)
  const groups = new Map<string, string[]>()
  for (const { figure, ...places } of drawn) {
    for (const [key, place] of [...Object.entries(places), ['', '']]) groups.set(`${key} ${String(place)}`, [...(groups.get(`${key} ${String(place)}`) ?? []), figure])
  }
  return [...groups.values()].flatMap((group) => elsewhere(figures, counts, group, byValue))
}

function tableSums(figures: Figures, counts: Counts, block: TableBlock, byValue: ReadonlyMap<string, readonly string[]>): Sum[] {
  const columns = block.columns.map((_, at) => block.rows.flatMap((row) => firstRef(row[at]) ?? []))
  return [
    ...block.rows.flatMap((row) => [...signed(counts, block, row), ...lineSums(figures, counts, row.flatMap(refsOf))]),
    ...columns.flatMap((column) => [...lineSums(figures, counts, column), ...elsewhere(figures, counts, column, byValue)]),
  ]
}

/** Figures that count the same rows are one number. */
function sameRows(figures: Figures, counts: Counts): Sum[] {
  const first = new Map<string, string>()
  return [...counts].flatMap(([name, value]) => {
    const figure = figures[name]
    if (figure?.rows === undefined) return []
    const at = `${figure.rows} ${figure.unit} ${value}`
    const before = first.get(at)
    if (before === undefined) first.set(at, name)
    return before === undefined ? [] : [adds([name], before)]
  })
}

/** Counts from which on two that are equal are one number told twice, and not chance. */
const noChance = held(100)

/** Figures that count as many of the same, where that is no chance or both are of one period, and denominators that are a figure elsewhere. */
function sameNumbers(figures: Figures, counts: Counts): Sum[] {
  const first = new Map<string, string>()
  return [...counts].filter(([name]) => !isDenominator(name)).flatMap(([name, value]) => {
    const number = denominator(value, figures[name]?.unit ?? '')
    const keys = [...(value >= noChance ? [number] : []), `${number}${name.slice(name.lastIndexOf('.'))}`]
    const before = [...(counts.has(number) ? [number] : []), ...keys.flatMap((key) => first.get(key) ?? [])]
    for (const key of keys) if (!first.has(key)) first.set(key, name)
    return [...new Set(before)].map((other) => adds([name], other))
  })
}

/** Each sum once, without the terms that are zero. */
function distinct(sums: readonly Sum[], counts: Counts): Sum[] {
  const once = new Map<string, Sum>()
  for (const { terms } of sums) {
    const counted = terms.filter(([name]) => counts.get(name) !== 0n)
    const sign = counted[0]?.[1] ?? 1n
    const key = `${counted.map(([name, factor]) => `${factor * sign}${name}`).sort().join(' ')}`
    if (counted.length > 0 && !once.has(key)) once.set(key, { terms: counted })
  }
  return [...once.values()]
}

/**
 * The sums that a summary lets its reader do: rows and columns of tables with their totals, steps of a walk, marks of a chart, figures of a sentence,
 * numerators of one denominator, equal numbers. Found by the numbers, so some are chance; those hide more than is needed, never less.
 */
export function sumsOf(summary: Summary, counts: Counts): Sum[] {
  const { figures } = summary
  const byValue = new Map<string, string[]>()
  for (const [name, value] of counts) if (!isDenominator(name)) byValue.set(`${figures[name]?.unit ?? ''} ${value}`, [...(byValue.get(`${figures[name]?.unit ?? ''} ${value}`) ?? []), name])
  const found = blocksOf(summary).flatMap((block) => {
    if (block.kind === 'table') return tableSums(figures, counts, block, byValue)
    if (block.kind === 'chart') return chartSums(figures, counts, block, byValue)
    return (block.kind === 'text' ? [block.text] : block.items).flatMap((text) => lineSums(figures, counts, refsOf(text)))
  })
  return distinct([...found, ...sameRows(figures, counts), ...sameNumbers(figures, counts)], counts)
}
