import { Figures, type RowFile } from './figures.js'
import type { ReportInput } from './input.js'
import { readRun, type Reading, type SystemReading } from './reading.js'
import { answerSection } from './sections/answer.js'
import { identitySection, methodSection } from './sections/closing.js'
import { controlSection } from './sections/controls.js'
import { extractTable } from './sections/extracts.js'
import { findingSection } from './sections/findings.js'
import { matchingSection } from './sections/matching.js'
import { missingSection } from './sections/missing.js'
import { uncheckedSection, verdictSection } from './sections/opening.js'
import { overlapBlocks } from './sections/overlap.js'
import { periodBlocks, type AddedPeriod } from './sections/periods.js'
import { setAsideSection } from './sections/set-aside.js'
import type { Block, Section, Summary } from './summary.js'

/** Systems with one extract have nothing to be compared with: a row each, no section. */
const onceSection = (reading: Reading, systems: readonly SystemReading[]): Section => ({
  id: 'delivered-once',
  title: 'Delivered once',
  blocks: [extractTable(reading, systems, 'Systems with one extract, and what became of the rows')],
})

async function systemSection(reading: Reading, system: SystemReading): Promise<{ section: Section; added: AddedPeriod[] }> {
  const { length } = system.extracts
  const blocks: Block[] = [extractTable(reading, [system], `${system.name}: ${length} extracts and what became of the rows`)]
  const added: AddedPeriod[] = []
  const [headline] = system.grains
  for (const grain of system.grains) {
    blocks.push(...(await overlapBlocks(reading, system, grain)))
    if (grain !== headline) continue
    const periods = await periodBlocks(reading, system, grain)
    blocks.push(...periods.blocks)
    added.push(...periods.added)
  }
  const title = system.config.title === '' ? system.name : `${system.name}: ${system.config.title}`
  const marked: Block[] = system.config.protected ? [{ kind: 'text', text: ['Protected by 8 USC 1367: what comes from here stays marked through every join.'] }] : []
  return { section: { id: `system-${system.name}`, title, blocks: [...marked, ...blocks] }, added }
}

/** Reads the tables of a run into the figures, texts and tables of its report. */
export async function buildSummary(input: ReportInput): Promise<{ summary: Summary; rowFiles: readonly RowFile[] }> {
  const figures = new Figures(input.files)
  const reading = await readRun(input, figures)
  const controls = await controlSection(reading)
  const systems: Section[] = []
  const added: AddedPeriod[] = []
  for (const system of reading.systems.filter(({ extracts }) => extracts.length > 1)) {
    const one = await systemSection(reading, system)
    systems.push(one.section)
    added.push(...one.added)
  }
  const once = reading.systems.filter(({ extracts }) => extracts.length === 1)
  if (once.length > 0) systems.push(onceSection(reading, once))
  const { section: missing, found } = await missingSection(reading)
  const setAside = await setAsideSection(reading)
  const findings = await findingSection(reading)
  const matching = await matchingSection(reading)
  const answer = await answerSection(reading)
  const identities = await identitySection(reading)
  const method = methodSection(reading)
  const sections = [
    verdictSection(reading, found, added),
    await uncheckedSection(reading),
    controls,
    ...answer,
    { id: 'extracts', title: 'Extracts and overlaps', blocks: [], sections: systems },
    missing,
    setAside,
    findings,
    matching,
    identities,
    method,
  ]
  const { name, title = name, asOf, version, limits } = input
  return { summary: { crosswalk: version, name, title, as_of: asOf, limits, figures: figures.all, sections }, rowFiles: figures.rowFiles }
}

