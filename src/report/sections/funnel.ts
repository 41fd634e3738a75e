import { sql } from '../../engine/sql.js'
import type { Reading } from '../reading.js'
import type { ChartBlock } from '../summary.js'
import { words } from '../words.js'

/** Mentions of a population, written SYSTEM.role. */
async function mentionsOf(reading: Reading, population: string): Promise<number> {
  const point = population.lastIndexOf('.')
  const [row] = await reading.rows<{ n: number }>('mention', sql`select count(*) as n from mention where system = ${population.slice(0, point)} and role = ${population.slice(point + 1)}`)
  return row?.n ?? 0
}

/** From all pairs that a match could make to those in band match. Reads the figures of its bands, which come first. */
export async function funnelChart(reading: Reading, match: string): Promise<ChartBlock[]> {
  const { figures, input: { config: { matches }, limits } } = reading
  const found = matches.find(({ name }) => name === match)
  const [counted] = await reading.rows<{ made: number; kept: number }>('pair_count', sql`
    select cast(coalesce(sum(pairs_made), 0) as bigint) as made, cast(coalesce(sum(pairs_kept), 0) as bigint) as kept from pair_count where match = ${match}`)
  if (found === undefined || counted === undefined || counted.made === 0) return []
  const left = await mentionsOf(reading, found.left)
  const right = found.right === undefined || found.right === found.left ? undefined : await mentionsOf(reading, found.right)
  const possible = right === undefined ? (left * (left - 1)) / 2 : left * right
  const bands = `candidates.${match}`
  const probable = (figures.all[`${bands}.match`]?.value ?? 0) + (figures.all[`${bands}.review`]?.value ?? 0)
  const add = (step: string, value: number, source: string): string => figures.add(`funnel.${match}.${step}`, value, { unit: 'pairs', source }).figure
  return [
    {
      kind: 'chart',
      chart: 'funnel',
      caption: `From all pairs of ${words(match)} to its matches`,
      alternative: `Bars on a scale of powers of ten: ${possible.toLocaleString('en-US')} possible pairs, ${counted.made.toLocaleString('en-US')} compared, ${counted.kept.toLocaleString('en-US')} candidates, ${probable.toLocaleString('en-US')} of them to be reviewed or in band match. The table of blocking rules gives the numbers rule by rule.`,
      steps: [
        ...(possible < counted.made ? [] : [{ label: 'possible pairs', figure: add('possible', possible, 'mention') }]),
        { label: 'compared, since a rule found them', figure: add('compared', counted.made, 'pair_count') },
        { label: `candidates, from ${limits.floor} on`, figure: add('candidates', counted.kept, 'pair_count') },
        { label: `review or match, from ${limits.review} on`, figure: add('probable', probable, 'candidate') },
        { label: `match, from ${limits.match} on`, figure: `${bands}.match` },
      ],
    },
  ]
}
