import { describe, expect, test } from 'vitest'
import { labelledSets, type LabelledSet } from '../../bench/accuracy/sets.js'
import { figure, missed, tableText, targetText } from '../../bench/accuracy/table.js'
import { furthest } from '../../bench/robustness/table.js'
import type { Score } from '../../bench/scoring/score.js'

const rates = (f1: number): { precision: number; recall: number; f1: number } => ({ precision: f1, recall: f1, f1 })
const scoreOf = (pairs: number, clustered: number, bestLinks: number, exact: number): Score => ({
  true_pairs: 10, listed: 12, recall_ceiling: 1, ece: 0.01, brier: 0.01,
  at_half: { threshold: 0.5, ...rates(pairs), predicted: 10, true_positives: 9 }, at_95: { threshold: 0.95, ...rates(pairs), predicted: 9, true_positives: 9 }, best: null,
  clustered: rates(clustered), bestLinks: rates(bestLinks), clusters: { all: 5, exact },
})
const setOf = (name: string): LabelledSet => {
  const found = labelledSets.find((set) => set.name === name)
  if (found === undefined) throw new Error(`no set ${name}`)
  return found
}

describe('the table of accuracy', () => {
  test('names each aim that is missed, and none that is just met', () => {
    expect(missed(setOf('febrl1'), scoreOf(0.999, 0.999, 0, 0))).toEqual([])
    expect(missed(setOf('febrl1'), scoreOf(0.9989, 0.999, 0, 0))).toEqual(['pairs'])
    expect(missed(setOf('secondstring'), scoreOf(0.97, 0.5, 0.979, 0))).toEqual(['best links'])
    expect(missed(setOf('senzing1'), scoreOf(1, 1, 1, 4))).toEqual(['1 entities'])
  })

  test('writes aims and figures as they are recorded', () => {
    expect(targetText(setOf('secondstring').target)).toBe('≥ .96, best links ≥ .98')
    expect([1, 0.9985, 0.5, 0, null].map(figure)).toEqual(['1.000', '.9985', '.500', '.000', '–'])
  })

  test('a set that was not measured says why, and every row has as many cells as the head', () => {
    const measured = [
      { set: setOf('febrl1'), ended: { seconds: 1, warnings: [] }, score: scoreOf(0.9, 0.9, 0.9, 1) },
      { set: setOf('febrl3'), ended: { seconds: 0, warnings: [], failure: 'its files are not there' } },
    ]
    const text = tableText(measured, { text: '.900', verdict: 'met' })
    expect(text).toContain('| missed: pairs, clustered |')
    expect(text).toContain('| not measured: its files are not there |')
    for (const table of text.split('\n\n').filter((part) => part.startsWith('|'))) {
      expect(new Set(table.trim().split('\n').filter((line) => line.startsWith('|')).map((line) => line.split('|').length)).size).toBe(1)
    }
  })
})

test('the furthest level is the one that moves the true pairs most', () => {
  const levels = [
    { comparison: 'c', level: 1, label: 'rare', pairs: 1, m: 0.01, learnt: 0.001 },
    { comparison: 'c', level: 2, label: 'common', pairs: 90, m: 0.9, learnt: 0.7 },
  ]
  const counted = [{ match: 'x', prior: 0.1, learntPrior: 0.1, truePairs: 100, levels }]
  expect(furthest(counted)).toBe('c common: .700, true .900')
})
