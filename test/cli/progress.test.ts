import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { progressListener } from '../../src/cli/progress.js'
import type { RunEvent } from '../../src/index.js'

const progress = (done: number, label: string): RunEvent => ({ kind: 'progress', stage: 'score', done, total: 100, unit: 'chunks', label })

function told(options: { json: boolean; quiet: boolean }, events: readonly (readonly [number, RunEvent])[]): string {
  const out = Object.assign(new PassThrough(), { isTTY: false })
  let now = 0
  const listen = progressListener(options, out, () => now)
  for (const [at, event] of events) {
    now = at
    listen(event)
  }
  return String(out.read() ?? '')
}

const run = [
  [0, { kind: 'stage_started', stage: 'score' }],
  [0, progress(1, 'name, 10 pairs so far')],
  [3, progress(10, 'name, 90 pairs so far')],
  [10, progress(20, 'date, 200 pairs so far')],
  [11, { kind: 'note', stage: 'score', level: 'warning', text: 'default model kept' }],
  [12, { kind: 'identity_checked', stage: 'score', identity: 'made = kept', scope: 'all', lhs: '1', rhs: '2', ok: false }],
  [80, { kind: 'stage_done', stage: 'score', seconds: 80 }],
] as const satisfies readonly (readonly [number, RunEvent])[]

test('without a terminal, a line every five seconds with rate and time left, over labels that change', () => {
  expect(told({ json: false, quiet: false }, run)).toBe(
    [
      '  score: date, 200 pairs so far: 20 of 100 chunks (20 %), 2 chunks/s, 40 s left',
      'warning: default model kept',
      'broken identity in score: made = kept (all): 1 is not 2',
      'score: 1 min 20 s',
      '',
    ].join('\n'),
  )
})
test('as JSON, a line an event', () => {
  const lines = told({ json: true, quiet: false }, run).trimEnd().split('\n')
  expect(lines.map((line): unknown => JSON.parse(line))).toEqual(run.map(([, event]) => event))
})
test('quiet says nothing', () => {
  expect(told({ json: true, quiet: true }, run)).toBe('')
})
