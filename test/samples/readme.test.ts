import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sampleFacts } from '../../samples/facts.js'
import { faultRates } from '../../samples/fault-rates.js'
import { generateSamples } from '../../samples/samples.js'
import { driftRates } from '../../samples/tecs.js'
import { newFolder } from './folders.js'

const readme = readFileSync(join(import.meta.dirname, '../../samples/README.md'), 'utf8')
const said = (count: number): string => count.toLocaleString('en-US')

const out = newFolder()
beforeAll(() => {
  generateSamples({ out, size: 'tiny' })
})
afterAll(() => rmSync(out, { recursive: true }))

describe('samples/README.md', () => {
  it('names every file and every column', () => {
    const files = readdirSync(out)
    expect(files.filter((file) => !readme.includes(`\`${file}\``))).toEqual([])
    const columns = files
      .filter((file) => file.endsWith('.csv'))
      .flatMap((file) => (readFileSync(join(out, file), 'latin1').split('\n')[0] ?? '').split(/[,;]/))
    expect(columns.filter((column) => !readme.includes(`\`${column}\``))).toEqual([])
  })

  it('states the rates in force', () => {
    for (const [fault, rates] of Object.entries(faultRates)) expect(readme).toContain(`| \`${fault}\` | ${rates.join(' | ')} |`)
    for (const [detail, rates] of Object.entries(driftRates)) expect(readme).toContain(`| \`${detail}\` | ${rates.slice(1).join(' | ')} |`)
  })

  it('states the facts in force', () => {
    const { investigations, added, membership, tByFiscalYear, ...facts } = sampleFacts('full')
    expect(readme).toContain(`| ${investigations.map(said).join(', ')} |`)
    expect(readme).toContain(`| ${added.all}: ${added.of2004} opened in calendar 2004, ${added.inTheMonthBetween} in the month between |`)
    expect(readme).toContain(`| investigations of the first four extracts together | ${said(Object.values(membership).reduce((sum, count) => sum + count, 0))} |`)
    expect(readme).toContain(tByFiscalYear.join(', '))
    const single = [
      facts.thirdInFourth, facts.onlyInFifth, facts.subjectRecords, facts.subjects, facts.nameless, facts.misplaced, facts.statusDrift, facts.petitions, facts.petitioningSubjects,
      facts.beneficiaries, facts.arrested.trafficking, facts.arrested.otherCrimes, facts.deniedOnly, facts.outsideWindow, facts.beneficiaryOnly, facts.namesakes,
      facts.tApplicants, facts.tFromPetitions, facts.uPetitions, facts.uTrafficking, facts.uHidden,
    ]
    expect(single.filter((count) => !readme.includes(` ${said(count)}`))).toEqual([])
  })
})
