import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { renderPage } from '../../src/report/page/index.js'
import { statisticsOf } from '../../src/report/statistics/index.js'
import type { Block, Figure, Summary, Text } from '../../src/report/summary.js'

const summaryOf = (figures: Record<string, Figure>, blocks: readonly Block[]): Summary => ({
  crosswalk: '0.0.0', name: 'tiny', title: 'Tiny', as_of: '2015-09-11', purpose: 'review', limits: { floor: 0.01, match: 0.9, review: 0.5 }, reconciliation: [], figures,
  sections: [{ id: 'verdict', title: 'In short', blocks: [] }, { id: 'one', title: 'One', blocks }],
})

const of = (value: number, rows?: string): Figure => ({ value, unit: 'cases', ...(rows === undefined ? {} : { rows }) })

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

const money = (exact: string): Figure => ({ value: Number(exact), unit: 'amount', exact })

/** A table of counts with a total for each row and each column, as reports have them. */
function crossed(cells: readonly (readonly number[])[]): Summary {
  const figures: Record<string, Figure> = {}
  const add = (name: string, value: number): Text => {
    figures[name] = of(value, `rows/${name}.csv`)
    return [{ figure: name }]
  }
  const columns = cells[0]?.map((_, at) => at) ?? []
  const rows = cells.map((row, no): Text[] => [[`row ${no}`], ...row.map((value, at) => add(`c.${no}.${at}`, value)), add(`row.${no}`, sum(row))])
  const last: Text[] = [['all'], ...columns.map((at) => add(`column.${at}`, sum(cells.map((row) => row[at] ?? 0)))), add('all', sum(cells.flat()))]
  return summaryOf(figures, [{ kind: 'table', caption: 'Crossed', columns: [{ label: 'Row', kind: 'text' }, ...columns.map((at) => ({ label: `c${at}`, kind: 'number' as const })), { label: 'all', kind: 'number' }], rows: [...rows, last], file: 'crossed.csv' }])
}

/** The sums of such a table, written down apart from the program under test: names whose values add up to the last. */
function sumsOf(rows: number, columns: number): string[][] {
  const [lines, places] = [Array.from({ length: rows }, (_, no) => no), Array.from({ length: columns }, (_, at) => at)]
  return [
    ...lines.map((no) => [...places.map((at) => `c.${no}.${at}`), `row.${no}`]),
    ...places.map((at) => [...lines.map((no) => `c.${no}.${at}`), `column.${at}`]),
    [...lines.map((no) => `row.${no}`), 'all'],
    [...places.map((at) => `column.${at}`), 'all'],
  ]
}

/** Unknowns that the sums settle, by plain elimination over fractions of doubles: the matrices are small and hold 1 and −1. */
function settled(sums: readonly (readonly string[])[], unknown: readonly string[]): string[] {
  const matrix = sums.map((terms): number[] => unknown.map((name) => (terms.at(-1) === name ? -1 : terms.includes(name) ? 1 : 0)))
  let top = 0
  unknown.forEach((_, column) => {
    const pivot = matrix.findIndex((row, no) => no >= top && Math.abs(row[column] ?? 0) > 1e-9)
    if (pivot < 0) return
    const [line = []] = matrix.splice(pivot, 1)
    const scaled = line.map((value) => value / (line[column] ?? 1))
    matrix.forEach((row, no) => (matrix[no] = row.map((value, at) => value - (row[column] ?? 0) * (scaled[at] ?? 0))))
    matrix.splice(top, 0, scaled)
    top += 1
  })
  return matrix.flatMap((row) => {
    const left = row.flatMap((value, at) => (Math.abs(value) > 1e-9 ? [unknown[at] ?? ''] : []))
    return left.length === 1 ? left : []
  })
}

const hiddenNames = (summary: Summary): string[] => Object.entries(summary.figures).flatMap(([name, { value }]) => (value === undefined ? [name] : []))

describe('small cells', () => {
  test('each is hidden, whatever the table, and no total gives one away', () => {
    const table = fc.tuple(fc.integer({ min: 2, max: 5 }), fc.integer({ min: 2, max: 5 })).chain(([rows, columns]) => fc.array(fc.array(fc.oneof(fc.integer({ min: 0, max: 14 }), fc.integer({ min: 0, max: 900 })), { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows }))
    fc.assert(
      fc.property(table, (cells) => {
        const before = crossed(cells)
        const after = statisticsOf(before)
        for (const [name, { value = 0 }] of Object.entries(before.figures)) if (value >= 1 && value < 11) expect(after.figures[name]).toEqual({ unit: 'cases', suppressed: 'small', below: 11 })
        const hidden = hiddenNames(after)
        // A hidden zero adds nothing to a sum, and is no small cell.
        const unknown = hidden.filter((name) => before.figures[name]?.value !== 0)
        expect(settled(sumsOf(cells.length, cells[0]?.length ?? 0), unknown)).toEqual([])
        for (const [name, { value }] of Object.entries(after.figures)) if (value !== undefined) expect(value).toBe(before.figures[name]?.value)
      }),
      { numRuns: 150, seed: 7 },
    )
  })

  test('cells that their bounds alone would settle are covered too: two of one are never told as two', () => {
    const after = statisticsOf(crossed([[1, 1, 40, 60], [50, 60, 70, 80], [30, 20, 90, 100]]))
    expect(hiddenNames(after).filter((name) => name.startsWith('c.0.') || name === 'row.0').length).toBeGreaterThan(2)
    const ten = statisticsOf(crossed([[10, 10, 40, 60], [50, 60, 70, 80], [30, 20, 90, 100]]))
    expect(hiddenNames(ten).filter((name) => name.startsWith('c.0.') || name === 'row.0').length).toBeGreaterThan(2)
  })

  test('nothing is hidden where nothing is small', () => {
    expect(hiddenNames(statisticsOf(crossed([[11, 20, 0], [40, 50, 60]])))).toEqual([])
    expect(hiddenNames(statisticsOf(crossed([[4, 20], [40, 50]]), 4))).toEqual([])
  })

  test('a small rest of a denominator, and a small denominator, hide the figure with its percentage', () => {
    const figures = { most: { value: 95, unit: 'rows', of: 100, percent: 95 }, few: { value: 0, unit: 'rows', of: 7, percent: 0 }, some: { value: 40, unit: 'rows', of: 100, percent: 40 } }
    const after = statisticsOf(summaryOf(figures, [{ kind: 'list', items: [[{ figure: 'most' }, ' of 100 rows'], [{ figure: 'few' }, ' of 7 rows'], [{ figure: 'some' }, ' of 100 rows']] }]))
    expect(hiddenNames(after)).toEqual(['most', 'few'])
    expect(JSON.stringify(after)).not.toMatch(/95|of 7/)
    expect(renderPage(after)).toContain('not shown</span> rows')
    expect(renderPage(after)).toContain('of 100 rows')
  })

  test('a figure that counts a few more than the one it includes is hidden', () => {
    const figures = { match: of(22), both: of(23), sure: of(40), wide: of(80) }
    const rows: Text[][] = [[[{ figure: 'match' }], [{ figure: 'both' }]], [[{ figure: 'sure' }], [{ figure: 'wide' }]]]
    const columns = ['match', 'match or review'].map((label) => ({ label, kind: 'number' as const }))
    expect(hiddenNames(statisticsOf(summaryOf(figures, [{ kind: 'table', caption: 'Answer', nested: true, columns, rows }])))).toEqual(['both'])
  })

  test('the words around a hidden figure do not tell it: no singular, no denominator', () => {
    const figures = { one: { value: 1, unit: 'cases', of: 40, percent: 2.5 }, many: { value: 30, unit: 'cases', of: 60, percent: 50 } }
    const after = statisticsOf(summaryOf(figures, [{ kind: 'list', items: [[{ figure: 'one' }, ' case has no date'], ['Of 40 cases, ', { figure: 'one' }, ' of 40 cases of c_40 came'], [{ figure: 'many' }, ' of 60 cases']] }]))
    const page = renderPage(after).replaceAll(/<[^>]+>/g, '')
    expect(page).toContain('fewer than 11 cases have no date')
    expect(page).toContain('Of not shown cases, fewer than 11 cases of c_40 came')
    expect(page).toContain('30 of 60 cases')
  })

  test('figures that make up one denominator: a single hidden one takes the next smallest along', () => {
    const figures = { a: { value: 5, unit: 'candidates', of: 155, percent: 3.2 }, b: { value: 50, unit: 'candidates', of: 155, percent: 32.3 }, c: { value: 100, unit: 'candidates', of: 155, percent: 64.5 } }
    const after = statisticsOf(summaryOf(figures, [{ kind: 'table', caption: 'Bands', columns: ['a', 'b', 'c'].map((label) => ({ label, kind: 'share' })), rows: [[[{ figure: 'a' }], [{ figure: 'b' }], [{ figure: 'c' }]]] }]))
    expect(hiddenNames(after)).toEqual(['a', 'b'])
  })

  test('a walk: earlier, added, removed and later hide with one another, and the drawing goes', () => {
    const figures = { a: of(100), added: of(30), removed: of(4), b: of(126) }
    const steps = [{ label: 'a', effect: 'total', figure: 'a' }, { label: 'added', effect: 'plus', figure: 'added' }, { label: 'removed', effect: 'minus', figure: 'removed' }, { label: 'b', effect: 'total', figure: 'b' }] as const
    const after = statisticsOf(summaryOf(figures, [{ kind: 'chart', chart: 'walk', caption: 'Walk', alternative: 'Waterfall: removed 4.', steps }, { kind: 'text', text: Object.keys(figures).flatMap((figure) => [{ figure }, ' ']) }]))
    expect(hiddenNames(after)).toEqual(['added', 'removed'])
    expect(renderPage(after)).not.toContain('removed 4')
    expect(renderPage(after)).not.toContain('<svg')
  })

  test('money of a row with a small cell is hidden, and money that a total would tell it by', () => {
    const figures = { n1: of(3), n2: of(40), n3: of(60), all: of(103), m1: money('12.5000'), m2: money('700.0000'), m3: money('900.0000'), sum: money('1612.5000') }
    const rows = (['1', '2', '3'] as const).map((no): Text[] => [[no], [{ figure: `n${no}` }], [{ figure: `m${no}` }]])
    const after = statisticsOf(summaryOf(figures, [{ kind: 'table', caption: 'Money', columns: [{ label: 'Row', kind: 'text' }, { label: 'n', kind: 'number' }, { label: 'v', kind: 'number' }], rows: [...rows, [['all'], [{ figure: 'all' }], [{ figure: 'sum' }]]] }]))
    expect(hiddenNames(after)).toEqual(['n1', 'n2', 'm1', 'm2'])
  })

  test('figures of the same rows are one number, wherever they stand', () => {
    const figures = { x: of(5, 'rows/x.csv'), y: of(50, 'rows/y.csv'), z: of(80, 'rows/z.csv'), all: of(135, 'rows/all.csv'), again: of(50, 'rows/y.csv') }
    const row: Text[] = ['x', 'y', 'z', 'all'].map((figure) => [{ figure }])
    const after = statisticsOf(summaryOf(figures, [{ kind: 'table', caption: 'Row', columns: row.map(() => ({ label: 'n', kind: 'number' })), rows: [row] }, { kind: 'text', text: ['Again ', { figure: 'again' }] }]))
    expect(hiddenNames(after)).toEqual(['x', 'y', 'again'])
  })

  test('single records, links and figures that nothing refers to are left out', () => {
    const after = statisticsOf(summaryOf({ n: of(500, 'rows/n.csv'), lost: of(400) }, [
      { kind: 'text', text: ['The first 50 of ', { figure: 'n' }, ' changes.'] },
      { kind: 'table', caption: 'Changes', columns: [{ label: 'Field', kind: 'text' }, { label: 'Old → new', kind: 'change' }], rows: [[['name'], ['Ana', 'Anna']]], file: 'value_change.csv' },
      { kind: 'text', text: ['In all ', { figure: 'n' }] },
    ]))
    expect(JSON.stringify(after)).not.toMatch(/Ana|\.csv|lost|first 50/)
    expect(renderPage(after)).not.toMatch(/href="(?!#|summary\.json)/)
  })
})
