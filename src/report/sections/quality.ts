import { sql } from '../../engine/sql.js'
import type { Reading } from '../reading.js'
import { text, type Block, type Ref, type Text } from '../summary.js'
import { words } from '../words.js'
import { anyLabels } from './labels.js'

const units = { estimated_matches: 'pairs', estimated_precision: 'share', estimated_recall_of_pairs: 'share', estimated_recall: 'share' } as const
type Measure = keyof typeof units
const ends = ['', '_low', '_high'] as const

type Quality = Readonly<Record<`${Measure}${(typeof ends)[number]}`, number | null>> & { readonly note: string | null }

/** The figure of an estimate of a match, or of an end of its interval. */
const qualityFigure = (match: string, measure: Measure, end: (typeof ends)[number] = ''): Ref => ({ figure: `quality.${match}.${measure}${end}` })

const qualityOf = async (reading: Reading, match: string): Promise<Quality | undefined> =>
  (await reading.rows<Quality>('match_quality', sql`select * from match_quality where match = ${match}`))[0]

/** An estimate with its interval; nothing where there is none. */
function estimated({ figures }: Reading, match: string, measure: Measure): Text {
  const [estimate, low, high] = ends.map((end) => qualityFigure(match, measure, end))
  if (estimate === undefined || low === undefined || high === undefined || ![estimate, low, high].every(({ figure }) => figures.has(figure))) return []
  return text`${estimate} (95 % interval ${low} to ${high})`
}

const sentences: readonly (readonly [measure: Measure, what: string])[] = [
  ['estimated_matches', 'Matches there are, by an estimate without labels:'],
  ['estimated_recall', 'Share of the matches that blocking brought together, by two sets of rules that share no field:'],
  ['estimated_precision', 'Share of the pairs at probability 0.5 or more that are matches, by their probabilities:'],
  ['estimated_recall_of_pairs', 'Share of the matches that are among those pairs:'],
]

/** What the run says of its own matches without labels: how many there are, how many blocking found, how precise and complete the pairs are. */
export async function qualityText(reading: Reading, match: string): Promise<Block[]> {
  const found = await qualityOf(reading, match)
  if (found === undefined) return []
  return sentences.flatMap(([measure, what]): Block[] => {
    for (const end of ends) {
      const value = found[`${measure}${end}`]
      if (value !== null) reading.figures.add(qualityFigure(match, measure, end).figure, value, { unit: units[measure], source: 'match_quality' })
    }
    const said = estimated(reading, match, measure)
    return said.length === 0 ? [] : [{ kind: 'text', text: text`${what} ${said}.` }]
  })
}

/** One match in a sentence, of the figures that `qualityText` has added. */
async function qualityItem(reading: Reading, match: string): Promise<Text[]> {
  const found = await qualityOf(reading, match)
  const [precision, recall, blocking] = (['estimated_precision', 'estimated_recall_of_pairs', 'estimated_recall'] as const).map((measure) => estimated(reading, match, measure))
  const parts: Text[] = [
    ...(precision === undefined || precision.length === 0 ? [] : [text`precision ${precision}`]),
    ...(recall === undefined || recall.length === 0 ? [] : [text`recall ${recall}`]),
    ...(blocking === undefined || blocking.length === 0 ? [] : [text`of the matches, blocking brought together ${blocking}`]),
  ]
  if (found === undefined) return []
  const note: Text[] = found.note === null ? [] : [[found.note]]
  const all = [...parts, ...note]
  return [text`${words(match)}, estimated: ${all.length === 0 ? 'nothing, since no pair is probable' : all.flatMap((part, at) => (at === 0 ? part : ['; ', ...part]))}.`]
}

/** What each check that failed says of a match; the value follows, then the limit. */
const checks: Readonly<Record<string, readonly [said: string, unit: 'ratio' | 'share']>> = {
  more_matches_expected_than_entities_hold: ['the pairs taken one by one promise more matches than the entities hold, so that probabilities are too high or people are torn apart; the ratio is', 'ratio'],
  fewer_matches_expected_than_entities_hold: ['the entities hold more pairs than the pairs taken one by one promise, so that probabilities are too low or entities join different people; the ratio is', 'ratio'],
  mentions_in_crowded_entities: ['many mentions stand in entities of more than twenty, which may join different people; their share is', 'share'],
  identical_records_below_half: ['pairs that agree in all that both hold are held unlikely; their share is', 'share'],
  open_triangles: ['A is B and B is C, and yet A is not C, in too many triples; their share is', 'share'],
}

interface Check {
  readonly match: string
  readonly check_name: string
  readonly value: number
  readonly most: number
}

async function healthItems(reading: Reading): Promise<Text[]> {
  const [counts] = await reading.rows<{ n: number; failed: number }>('match_health', sql`select count(*) as n, count(*) filter (where not ok) as failed from match_health`)
  if (counts === undefined || counts.n === 0) return []
  const all = reading.figures.add('health.checks', counts.n, { unit: 'checks', rows: 'match_health' })
  const failed = reading.figures.add('health.failed', counts.failed, { unit: 'checks', of: counts.n, rows: sql`select * from match_health where not ok` })
  const rows = await reading.rows<Check>('match_health', sql`select match, check_name, value, most from match_health where not ok order by all`)
  const first = counts.failed === 0 ? text`All ${all} checks of matches that need no labels are within their limits.` : text`${failed} of ${all} checks of matches that need no labels failed: look at scores and entities of these matches before they are used.`
  return [
    first,
    ...rows.map(({ match, check_name: check, value, most }): Text => {
      if (check === 'training_fell_back') return text`${words(match)}: training failed, so default parameters were used.`
      const [said, unit] = checks[check] ?? [words(check), 'ratio']
      const name = `health.${match}.${check}`
      const ref = reading.figures.add(name, value, { unit, source: 'match_health' })
      return text`${words(match)}: ${said} ${ref}, the limit ${reading.figures.add(`${name}.limit`, most, { unit, source: 'match_health' })}.`
    }),
  ]
}

async function leftOutItems(reading: Reading): Promise<Text[]> {
  const rows = await reading.rows<{ match: string; failing: number; tested: number }>(
    'finding',
    sql`select split_part(field, ': ', 1) as match, cast(sum(failing) as bigint) as failing, cast(sum(tested) as bigint) as tested from finding
      where rule = 'blocks_left_out' group by split_part(field, ': ', 1) order by match`,
  )
  return rows.map(({ match, failing, tested }) => {
    const ref = reading.figures.add(`blocking.${match}.left_out`, failing, { unit: 'pairs', of: tested, source: 'finding' })
    return text`${words(match)}: of ${tested.toLocaleString('en-US')} pairs that its blocking rules could make, counted for each rule, ${ref} stand in blocks too large for that rule. They were compared only where another rule brings them together.`
  })
}

/** What a run knows of the quality of its matches, before any table. Reads figures of the section on matching, which comes first. */
export async function qualityItems(reading: Reading): Promise<Text[]> {
  const { matches } = reading.input.config
  if (matches.length === 0) return []
  const items: Text[] = []
  for (const { name } of matches) items.push(...(await qualityItem(reading, name)))
  const labels = (await anyLabels(reading)) ? 'Labels went into this run to calibrate probabilities and not to judge it' : 'No labelled pairs go into a run'
  const opening: Text =
    items.length === 0
      ? [`${labels}, so precision and recall are not known from it, and pairs that no blocking rule found are not counted.`]
      : [`${labels}, so precision and recall (of pairs at probability 0.5 or more) are not measured. They are estimated from the run’s own probabilities, and what blocking missed from how its rules overlap; the intervals hold only where the model is right. Labels and crosswalk evaluate measure them.`]
  return [opening, ...items, ...(await healthItems(reading)), ...(await leftOutItems(reading))]
}
