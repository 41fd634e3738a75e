import { afterEach, expect, test, vi } from 'vitest'
import { Course } from '../../src/run/course.js'
import type { StageRun } from '../../src/run/run-stages.js'
import type { Stage } from '../../src/stages/stage.js'

afterEach(() => {
  vi.restoreAllMocks()
})

const stage: Stage = { name: 'score', tables: () => [{ table: 'one', reads: [] }, { table: 'two', reads: [] }] }

/** A course of which saving takes so many seconds, with the clock that it looks at. */
function course(after: number, takes: () => number): { readonly course: Course; readonly pass: (seconds: number) => void; readonly saved: () => number } {
  let [now, saved] = [0, 0]
  vi.spyOn(performance, 'now').mockImplementation(() => 1000 * now)
  const stages = { finished: [], amid: undefined, secondsToSave: () => Promise.resolve(takes()), save: () => Promise.resolve(void (saved += 1)) }
  const run = { plan: {}, database: {}, listener: () => {}, saving: { saved: stages, after, events: [] } } as unknown as StageRun
  const made = new Course(run)
  made.begin(stage)
  return { course: made, pass: (seconds) => void (now += seconds), saved: () => saved }
}

test('work is saved once there is enough of it, and for what it takes to save it ten times as much', async () => {
  let takes = 2
  const { course: of, pass, saved } = course(120, () => takes)
  pass(119)
  await of.reached('pairs', 1)
  expect(saved()).toBe(0)
  pass(1)
  await of.reached('pairs', 2)
  expect(saved()).toBe(1)
  takes = 30
  pass(120)
  await of.madeTable()
  pass(179)
  await of.reached('pairs', 3)
  expect(saved()).toBe(1)
  pass(1)
  await of.end()
  expect(saved()).toBe(2)
})

test('where each place is to be saved, what it takes is not asked', async () => {
  const { course: of, saved } = course(0, () => 1e6)
  await of.reached('pairs', 1)
  await of.madeTable()
  expect(saved()).toBe(2)
})
