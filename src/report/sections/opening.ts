import { sql } from '../../engine/sql.js'
import type { Reading } from '../reading.js'
import { extractFigure } from '../reconcile/extracts.js'
import type { Reconciled } from '../reconcile/index.js'
import { pairFigure } from '../reconcile/overlap.js'
import type { Pair } from '../reconcile/scope.js'
import { listed, text, type Ref, type Section, type Text } from '../summary.js'
import { counted, nounAt, plural, populationWords, words } from '../words.js'
import { answerFigure } from './answer.js'
import { bandFigure } from './matching.js'
import type { JointMissing } from './missing.js'
import { qualityItems } from './quality.js'

const none = (figures: Reading['figures'], ref: Ref): Text => (figures.value(ref) === 0 ? ['none'] : text`${ref}`)

/** Comparisons that the opening has room for, system by system. */
const room = 8

function stepSentence({ figures }: Reading, { scope, added }: Reconciled, { a, b }: Pair): Text {
  const { config } = scope.system
  const [from, to] = [a.extract_id, b.extract_id]
  const [plus, less] = [pairFigure(scope, from, to, 'added'), pairFigure(scope, from, to, 'removed')]
  const most = added
    .filter((one) => one.a === from && one.b === to && one.period !== '(missing)')
    .sort((x, y) => figures.value(y.added) - figures.value(x.added) || (x.period < y.period ? -1 : 1))[0]
  const dated = most === undefined ? [] : text`; ${most.added} of those added are dated ${most.period} (${words(config.event_date ?? '')}), the most of any ${words(config.period)}`
  return text`From ${from} to ${to}, ${none(figures, plus)} ${counted(figures.value(plus), scope.one)} were added and ${none(figures, less)} removed${dated}.`
}

function extractSentences(reading: Reading, reconciled: readonly Reconciled[]): Text[] {
  const { figures } = reading
  const single = reading.systems.filter(({ extracts }) => extracts.length === 1)
  const sentences = reconciled.filter(({ scope }) => scope.first).flatMap((one): Text[] => {
    const pairs = one.scope.compared.filter(({ a, b }) => figures.has(pairFigure(one.scope, a.extract_id, b.extract_id, 'added').figure))
    return [one.verdict, ...(pairs.length > room ? [] : pairs.map((pair) => stepSentence(reading, one, pair)))]
  })
  const once = single.map((system): Text => {
    const id = system.extracts[0]?.extract_id ?? ''
    const units = system.config.count === undefined ? [] : text` (${extractFigure(id, 'units')} ${plural(nounAt(system.config, 'unit'))})`
    return text`${system.name} ${extractFigure(id, 'keys')} rows${units}`
  })
  return [...sentences, ...(once.length === 0 ? [] : [text`Delivered once: ${listed(once, '; ', '; ')}.`])]
}

function missingSentences({ figures }: Reading, found: readonly JointMissing[]): Text[] {
  return found.filter(({ missing }) => figures.value(missing) > 0).map(({ extract, role, missing }) => {
    const of = figures.all[missing.figure]?.of ?? 0
    return text`${missing} of ${of.toLocaleString('en-US')} rows of ${extract} have neither name nor date of birth of the ${words(role)}.`
  })
}

function matchSentences({ input, figures }: Reading): Text[] {
  if (input.config.matches.length === 0) return []
  const counts = input.config.matches.map(({ name }) => text`${words(name)} ${bandFigure(name, 'match')} and ${bandFigure(name, 'review')}`)
  const sentences = [text`Candidates in band match, and to be reviewed: ${listed(counts, '; ', '; ')}.`]
  const marked = input.config.matches.filter(({ name }) => figures.value({ figure: `candidates.${name}.protected` }) > 0)
  if (marked.length === 0) return sentences
  const parts = marked.map(({ name }) => text`${{ figure: `candidates.${name}.protected` }} of ${words(name)}`)
  return [...sentences, text`Candidates that come from protected systems (8 USC 1367): ${listed(parts)}. They may be used and disclosed within the department only, and for stated purposes.`]
}

function answerSentences({ input, figures }: Reading): Text[] {
  return input.config.analyses.flatMap(({ name, applicant }) => {
    const approved = answerFigure(name, 'match', 'approved')
    const of = figures.all[approved.figure]?.of ?? 0
    const review = answerFigure(name, 'match or review', 'approved')
    const applied = applicant === undefined ? [] : text`; ${answerFigure(name, 'match', 'applied')} of those beneficiaries may themselves be ${populationWords(applicant)}`
    return [
      text`${approved} of ${of.toLocaleString('en-US')} subjects have a candidate in band match with an approved petition, for ${answerFigure(name, 'match', 'beneficiaries')} beneficiaries${applied}. With candidates that are still to be reviewed it would be ${review}. Available data cannot confirm guilt or identity: every candidate is to be verified by a person.`,
    ]
  })
}

/** The verdict: short sentences that the rest of the report bears out. */
export function verdictSection(reading: Reading, found: readonly JointMissing[], reconciled: readonly Reconciled[]): Section {
  const items = [
    ...answerSentences(reading),
    ...extractSentences(reading, reconciled),
    ...missingSentences(reading, found),
    text`Of ${{ figure: 'rows.read' }} rows read, ${none(reading.figures, { figure: 'rows.quarantined' })} were quarantined and ${none(reading.figures, { figure: 'rows.set_aside' })} set aside without a usable key.`,
    ...matchSentences(reading),
  ]
  return { id: 'verdict', title: 'In short', blocks: [{ kind: 'list', items }] }
}

interface RuleCount {
  readonly rule: string
  readonly n: number
}

/** What could not be checked, said before any table. */
export async function uncheckedSection(reading: Reading): Promise<Section> {
  const { figures, systems } = reading
  const extracts = systems.flatMap((system) => system.extracts)
  const items: Text[] = []
  const control: Ref = { figure: 'control.none' }
  if (figures.has(control.figure) && figures.value(control) > 0) items.push(text`No control total was supplied for ${control} of ${extracts.length} extracts, so nothing outside the files says whether they are complete.`)
  const keyless = extracts.filter(({ keys, rows_read: read }) => keys === 0 && read > 0)
  if (keyless.length > 0) items.push(text`${keyless.map((extract) => extract.extract_id).join(', ')}: no row has a usable key, so rows cannot be compared with other extracts.`)
  const open = extracts.filter(({ cutoff_at: cutoff }) => cutoff === null)
  if (open.length > 0) items.push(text`No cutoff was stated for ${figures.add('unchecked.no_cutoff', open.length, { unit: 'extracts', of: extracts.length, rows: sql`select distinct extract_id, deliverer, delivered_at from extract where cutoff_at is null` })} of ${extracts.length} extracts, so records that came late cannot be told from new ones there.`)
  const single = systems.filter((system) => system.extracts.length === 1).map(({ name }) => name)
  if (single.length > 0) items.push(text`${single.join(', ')}: delivered once, so there is no other extract to compare with.`)
  const rules = await reading.rows<RuleCount>('finding', sql`select rule, count(*) as n from finding where rule in ('block_capped', 'rule_over_budget', 'training_failed') group by rule order by rule`)
  const sentences: Readonly<Record<string, string>> = {
    block_capped: 'blocking rules left out blocks that are too large: pairs in them were not compared.',
    rule_over_budget: 'blocking rules of the config were not used, since they make too many pairs.',
    training_failed: 'matches were scored with default parameters, because training failed.',
  }
  for (const { rule } of rules) {
    const ref = ['error', 'warning', 'info'].map((severity) => `finding.${severity}.${rule}`).find((name) => figures.has(name))
    if (ref !== undefined) items.push(text`${{ figure: ref }} ${sentences[rule] ?? ''}`)
  }
  items.push(...(await qualityItems(reading)))
  const { notKept = [] } = reading.input
  if (notKept.length > 0) items.push(text`The config keeps results alone (outputs.tables), so the run folder does not hold ${notKept.join(', ')}: what is said of single records cannot be followed further there, and neither crosswalk explain nor crosswalk report can be called on it.`)
  return { id: 'unchecked', title: 'What could not be checked', blocks: items.length === 0 ? [{ kind: 'text', text: ['Nothing that was asked for.'] }] : [{ kind: 'list', items }] }
}
