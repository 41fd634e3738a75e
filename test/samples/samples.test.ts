import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sampleFacts } from '../../samples/facts.js'
import { seizureFacts } from '../../samples/seizure-facts.js'
import { generateSamples, type Generated } from '../../samples/samples.js'
import { hashes, newFolder } from './folders.js'

const folders = { first: newFolder(), again: newFolder(), other: newFolder(), scaled: newFolder() }
let generated: Generated
const text = (file: string): string => readFileSync(join(folders.first, file), 'utf8')

beforeAll(() => {
  generated = generateSamples({ out: folders.first, size: 'tiny' })
  generateSamples({ out: folders.again, size: 'tiny', seed: 1 })
  generateSamples({ out: folders.other, size: 'tiny', seed: 2 })
  generateSamples({ out: folders.scaled, size: 'tiny', scale: 3 })
})
afterAll(() => {
  for (const folder of Object.values(folders)) rmSync(folder, { recursive: true })
})

describe('a seed', () => {
  it('gives the same bytes each time, in every file', () => {
    expect(hashes(folders.again)).toEqual(hashes(folders.first))
  })

  it('gives other bytes than another seed, in every file', () => {
    const first = hashes(folders.first)
    const other = hashes(folders.other)
    expect(Object.keys(other)).toEqual(Object.keys(first))
    expect(Object.keys(first).filter((file) => first[file] === other[file])).toEqual([])
  })
})

describe('a scale', () => {
  it('multiplies petitions and leaves all else but the truth as it was', () => {
    const first = hashes(folders.first)
    const scaled = hashes(folders.scaled)
    expect(Object.keys(first).filter((file) => first[file] !== scaled[file])).toEqual(['claims3_petitions.csv', 'truth.csv', 'truth_figures.json'])
    const receipts = readFileSync(join(folders.scaled, 'claims3_petitions.csv'), 'utf8').split('\n').slice(1, -1).map((line) => line.slice(0, 13))
    expect(new Set(receipts).size).toBe(3 * sampleFacts('tiny').petitions)
  })
})

describe('the files', () => {
  it('are those listed with their rows, and the figures of the truth', () => {
    expect(Object.keys(hashes(folders.first))).toEqual([...Object.keys(generated.rows), 'truth_figures.json'].sort())
    for (const file of ['tecs_outcomes.csv', 'claims3_petitions.csv', 'haven_t_applicants.csv', 'truth.csv']) {
      expect(text(file).split('\n').length - 2, file).toBe(generated.rows[file])
    }
    expect(JSON.parse(text('truth_figures.json'))).toEqual({ size: 'tiny', seed: 1, scale: 1, ...sampleFacts('tiny'), seizures: seizureFacts('tiny') })
  })

  it('differ in layout: one full name column, semicolons, own headings, three date formats', () => {
    const head = (file: string): string => text(file).slice(0, text(file).indexOf('\n'))
    expect(head('tecs_2014-08-14.csv')).toContain(',subject_name,')
    expect(text('tecs_2014-08-14.csv')).toMatch(/,"[A-Z' -]+, [A-Z -]+",[MF],\d\d\/\d\d\/\d{4},/)
    expect(head('tecs_2014-09-18.csv')).toContain('case_number;subject_number;')
    expect(text('tecs_2014-09-18.csv')).toMatch(/;\d\d-(JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)-\d{4};/)
    expect(head('tecs_2014-11-14.csv')).toMatch(/^CASE_NBR,SUBJ_SEQ,OPEN_DT,/)
    expect(text('tecs_2014-11-14.csv')).toMatch(/,\d{4}-\d\d-\d\d,/)
    expect(text('tecs_2015-04-17.csv')).toMatch(/^\d\d-\d{4}-\d{5},00\d,\d\d\/\d\d\/\d{4},/m)
  })

  it('write the operator’s extract in windows-1252 with its own letters, and all other extracts in ASCII', () => {
    const bytes = readFileSync(join(folders.first, 'tecs_2014-11-14.csv'))
    for (const letter of 'ÑÉÜ') expect(bytes.includes(letter.charCodeAt(0)), letter).toBe(true)
    expect(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes)).toThrow(TypeError)
    for (const file of ['tecs_2014-08-14.csv', 'tecs_2014-09-18.csv', 'tecs_2015-04-17.csv', 'tecs_2015-09-11.csv']) {
      expect(readFileSync(join(folders.first, file)).every((byte) => byte < 128), file).toBe(true)
    }
  })
})
