import type { Figure, Summary } from '../../src/report/summary.js'

/** Values that would do harm where they were taken for something else than text. */
export const hostiles = {
  markup: '<script>document.title = "ran"</script><img src=x onerror="document.title = 1">',
  formula: "=cmd|' /C calc'!A0",
  turned: 'invoice\u202egnp.exe',
  leftward: 'שלום مرحبا',
  emoji: '👩‍👩‍👧‍👦 😀',
  quotes: '"\'> </td></table></section>',
  long: `${'x'.repeat(5_000_000)}end`,
} as const
export const hostile = Object.values(hostiles)

const count = (value: number, of: number): Figure => ({ value, unit: 'rows', of, percent: Math.round((value / of) * 1000) / 10 })
const numbers = [9, 10, 1200, 80, 0]

const figures: Record<string, Figure> = {
  ...Object.fromEntries(numbers.map((value, no) => [`count.${no}`, { value, unit: 'rows' }])),
  ...Object.fromEntries(numbers.map((value, no) => [`share.${no}`, count(value, [9, 1000, 5000, 100, 7][no] ?? 1)])),
  ...Object.fromEntries([0.5, 1e-7, 2e-6, 0.03, 0].map((value, no) => [`probability.${no}`, { value, unit: 'probability' }])),
  ...Object.fromEntries([-10, 12, -4.5].map((value, no) => [`bits.${no}`, { value, unit: 'bits' }])),
  'bits.sum': { value: -2.5, unit: 'bits' },
  m: { value: 0.9, unit: 'probability' },
  u: { value: 0.001, unit: 'probability' },
}

const ref = (figure: string): readonly [{ figure: string }] => [{ figure }]

/** A summary made by hand, with each kind of block and cell, and what is hostile in every place that data reaches. */
export const pageSummary: Summary = {
  crosswalk: '0.0.0',
  name: hostiles.markup,
  title: hostiles.markup,
  as_of: '2015-09-11',
  purpose: 'review',
  limits: { floor: 0.01, match: 0.9, review: 0.5 },
  figures,
  reconciliation: [],
  sections: [
    {
      id: 'sorted',
      title: 'Sorted',
      blocks: [
        { kind: 'text', text: ['A candidate and its match weight; a candidate again.'] },
        {
          kind: 'table',
          caption: 'Numbers',
          columns: [{ label: 'Name', kind: 'text' }, { label: 'Count', kind: 'number' }, { label: 'Share', kind: 'share' }, { label: 'u', kind: 'number' }],
          rows: ['b 10', 'b 9', 'a', 'c', 'all'].map((name, no) => [[name], ref(`count.${no}`), ref(`share.${no}`), ref(`probability.${no}`)]),
        },
        {
          kind: 'table',
          caption: 'Many rows',
          by: 'name',
          columns: [{ label: 'Name', kind: 'text' }, { label: 'Count', kind: 'number' }],
          rows: Array.from({ length: 250 }, (_, no) => [[`row ${no}`], ref('count.0')]),
          file: 'many.csv',
        },
      ],
    },
    {
      id: 'hostile',
      title: hostiles.markup,
      blocks: [
        { kind: 'list', items: hostile.map((value) => [value]) },
        {
          kind: 'table',
          caption: hostiles.quotes,
          note: hostiles.markup,
          columns: hostile.map((label) => ({ label, kind: 'text' as const })),
          rows: (['text', 'code', 'change'] as const).map(() => hostile.map((value) => [value])),
        },
        { kind: 'table', caption: hostiles.long, folded: true, columns: [{ label: 'Old and new', kind: 'change' }, { label: 'Code', kind: 'code' }], rows: hostile.map((value) => [[value, value], [value]]) },
        {
          kind: 'table',
          caption: hostiles.markup,
          columns: [{ label: 'No', kind: 'text' }, { label: 'Evidence', kind: 'text' }, { label: 'Sum', kind: 'waterfall' }],
          rows: [...[0, 1, 2].map((no) => [['1'], [hostile[no] ?? ''], ref(`bits.${no}`)]), [['1'], ['sum'], ref('bits.sum')]],
          groups: [{ label: [hostiles.markup, ...ref('bits.sum')], rows: 4 }],
        },
        { kind: 'chart', chart: 'funnel', caption: hostiles.markup, alternative: hostiles.quotes, steps: hostile.map((label, no) => ({ label: `${no} ${label.slice(0, 60)}`, figure: `count.${no % 5}` })) },
        { kind: 'chart', chart: 'levels', caption: 'Levels', alternative: 'Levels', levels: hostile.map((value) => ({ comparison: value.slice(0, 60), level: value, m: 'm', u: 'u', weight: 'bits.1' })) },
      ],
    },
  ],
}
