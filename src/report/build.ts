import { correctionRequests, type CorrectionRequest } from './corrections/index.js'
import { Figures, type RowFile } from './figures.js'
import type { ReportInput } from './input.js'
import { readRun, type Reading, type SystemReading } from './reading.js'
import { controlBlocks, readControls, type Controls } from './reconcile/controls.js'
import { extractTable } from './reconcile/extracts.js'
import { reconcileAll } from './reconcile/index.js'
import { answerSection } from './sections/answer.js'
import { candidateSection } from './sections/candidates.js'
import { identitySection, methodSection } from './sections/closing.js'
import { exhibitSection } from './sections/exhibits.js'
import { findingSection } from './sections/findings.js'
import { matchingSection } from './sections/matching.js'
import { missingSection } from './sections/missing.js'
import { uncheckedSection, verdictSection } from './sections/opening.js'
import { reliabilitySection } from './sections/reliability.js'
import { rulesSection } from './sections/rules.js'
import { setAsideSection } from './sections/set-aside.js'
import type { Section, Summary } from './summary.js'

/** Systems whose extracts have nothing to be compared with: a row each, no section. */
function onceSection(reading: Reading, controls: Controls, systems: readonly SystemReading[]): Section[] {
  if (systems.length === 0) return []
  const extracts = systems.flatMap((system) => system.extracts)
  const once = systems.every((system) => system.extracts.length === 1)
  return [
    {
      id: 'extracts',
      title: once ? 'Delivered once' : 'Not compared with another extract',
      blocks: [extractTable(reading, systems, `${once ? 'Systems with one extract' : 'Extracts'}, and what became of the rows`), ...controlBlocks(reading, controls, 'once', extracts)],
    },
  ]
}

/** Reads the tables of a run into the figures, texts and tables of its report. */
export async function buildSummary(input: ReportInput): Promise<{ summary: Summary; rowFiles: readonly RowFile[]; requests: readonly CorrectionRequest[] }> {
  const figures = new Figures(input.files)
  const reading = await readRun(input, figures)
  const controls = await readControls(reading)
  const reconciled = await reconcileAll(reading, controls)
  const compared = new Set(reconciled.map(({ scope }) => scope.system))
  const once = onceSection(reading, controls, reading.systems.filter((system) => system.extracts.length > 0 && !compared.has(system)))
  const { section: missing, found } = await missingSection(reading)
  const setAside = await setAsideSection(reading)
  const rules = await rulesSection(reading)
  const findings = await findingSection(reading)
  const { sections: corrections, requests } = await correctionRequests(reading)
  const reliability = await reliabilitySection(reading)
  const matching = await matchingSection(reading)
  const candidates = await candidateSection(reading)
  const answer = await answerSection(reading)
  const exhibits = await exhibitSection(reading)
  const identities = await identitySection(reading)
  const method = methodSection(reading)
  const sections = [
    verdictSection(reading, found, reconciled),
    await uncheckedSection(reading),
    ...answer,
    ...exhibits,
    ...reconciled.map(({ section }) => section),
    ...once,
    missing,
    setAside,
    ...rules,
    findings,
    ...corrections,
    ...reliability,
    matching,
    ...candidates,
    identities,
    method,
  ]
  const { name, title = name, asOf, version, limits, purpose = 'review' } = input
  return { summary: { crosswalk: version, name, title, as_of: asOf, purpose, limits, figures: figures.all, reconciliation: reconciled.map(({ entry }) => entry), sections }, rowFiles: figures.rowFiles, requests }
}

