import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { temporaryFolder } from '../temporary.js'
import { crosswalk, csv, people, rowsOf, write } from './process.js'

const folder = temporaryFolder('cli')
const out = join(folder, 'run')
const data = write(folder, 'people.csv', csv(people(60)))
beforeAll(async () => {
  expect(await crosswalk(['match', data, '--out', out])).toMatchObject({ code: 0 })
})

const number = (text: string): number => Number(text.replace('−', '-'))

test('prints parts whose running sum ends at the score of candidates.csv, and the rules that found the pair', async () => {
  const candidates = rowsOf(join(out, 'candidates.csv'))
  expect(candidates.length).toBeGreaterThan(1)
  for (const row of candidates.slice(0, 2)) {
    const { left_system: system, left_id: left = '', right_id: right = '', match_weight: weight, probability, band } = row
    const { code, stdout, stderr } = await crosswalk(['explain', out, `${system}:${left}:person:1`, right])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const parts = [...stdout.matchAll(/^ *([+−]\d+\.\d{4}) +([+−]\d+\.\d{4}) {2}/gmu)].map(([, part = '', sum = '']) => [number(part), number(sum)] as const)
    expect(parts.length).toBeGreaterThan(5)
    let sum = 0
    for (const [part, said] of parts) expect((sum += part)).toBeCloseTo(said, 3)
    expect(sum).toBeCloseTo(Number(weight), 3)
    expect(stdout).toContain(`match weight ${Number(weight).toFixed(4)}, probability ${Number(probability)}, band ${band}`)
    expect(stdout).toMatch(/^found by \d+ of \d+ blocking rules: /mu)
    expect(stdout).toMatch(/^ .* {2}family_name: similar \("[a-z]+" \| "[a-z]+"; m [\d.e-]+, u [\d.e-]+: \+/mu)
  }
})

test('gives the same as one JSON object', async () => {
  const [row] = rowsOf(join(out, 'candidates.csv'))
  const { code, stdout } = await crosswalk(['explain', out, row?.['left_id'] ?? '', row?.['right_id'] ?? '', '--json'])
  expect(code).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({ pairs: [{ outcome: 'candidate', match_weight: Number(row?.['match_weight']), differences: [], rules: expect.any(Array), collective: { left: {}, right: {} } }] })
})

test('a pair that is none and arguments that cannot be used are said', async () => {
  const same = await crosswalk(['explain', out, 'r00001', 'r00001'])
  expect(same).toMatchObject({ code: 0, stdout: expect.stringContaining('one and the same mention') })
  const unknown = await crosswalk(['explain', out, 'r00001', 'secret-9'])
  expect(unknown).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(/the second id \(its shape: aaaaaa-9\) names no mention/u) })
  expect(unknown.stderr).not.toContain('secret')
  const profiled = join(folder, 'profiled')
  expect(await crosswalk(['profile', data, '--out', profiled])).toMatchObject({ code: 0 })
  expect(await crosswalk(['explain', profiled, 'r00001', 'r00002'])).toMatchObject({ code: 2, stderr: expect.stringContaining('holds no candidates') })
})
