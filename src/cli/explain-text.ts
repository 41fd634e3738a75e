import type { ExplainedPair, Explanation } from '../index.js'

const bits = (weight: number): string => `${weight < 0 ? '−' : '+'}${Math.abs(weight).toFixed(4)}`.padStart(9)
const share = (value: number): string => value.toPrecision(3)
const percent = (probability: number | null): string => (probability === null ? 'none' : `p ${probability}`)
/** Escaped, so that no control character of a value reaches the terminal. */
const quoted = (value: string | null): string => (value === null ? 'missing' : JSON.stringify(value))

const named = ({ system, id, role, ordinal }: ExplainedPair['left']): string => quoted(`${system}:${id}:${role}:${ordinal}`).slice(1, -1)

interface Part {
  readonly weight: number
  readonly what: string
}

function compared({ comparison, level, left, right, m, u, level_weight: usual, frequency_weight: frequency, weight }: ExplainedPair['comparisons'][number]): Part {
  const why = m === null || u === null ? '' : `; m ${share(m)}, u ${share(u)}: ${bits(usual).trim()}${frequency === 0 ? '' : `, how frequent the value is: ${bits(frequency).trim()}`}`
  return { weight, what: `${comparison}: ${level} (${quoted(left)} | ${quoted(right)}${why})` }
}

function collective({ collective: { left, right, same_entity: same, between } }: ExplainedPair): string {
  if (same) return `clusters: both are in entity ${left.entity_id}; best link in it: left ${percent(left.best_in_entity)}, right ${percent(right.best_in_entity)}`
  const mean = between === null ? '' : `; mean of the ${between.pairs} pairs that the two could have: ${percent(between.mean)} (${between.listed} listed)`
  return `clusters: different entities, ${left.entity_id} and ${right.entity_id}${mean}`
}

function sources({ collective: { left, right } }: ExplainedPair): string {
  const of = (name: string, { rivals, best_rival: best }: typeof left): string => `${name} has ${rivals} other candidates there${best === null ? '' : `, the best with ${percent(best)} by itself`}`
  return `sources: priors by source, and links that exclude each other where each person stands once in a source (${of('left', left)}; ${of('right', right)})`
}

function partsOf(pair: ExplainedPair): Part[] {
  const { calibration_weight: calibration, source_weight: source, cluster_weight: clusters } = pair
  return [
    { weight: pair.prior_weight, what: 'prior: how seldom two mentions taken at random are one person' },
    ...pair.comparisons.map(compared),
    { weight: pair.damage_weight, what: 'errors come together: a record wrong in one field is often wrong in others' },
    { weight: pair.alternative_weight, what: 'relatives and namesakes agree so too' },
    ...(calibration === null || calibration === 0 ? [] : [{ weight: calibration, what: 'labels: how often pairs of such a score are matches among those that people have judged' }]),
    ...(source === null ? [] : [{ weight: source, what: sources(pair) }]),
    ...(clusters === null ? [] : [{ weight: clusters, what: collective(pair) }]),
  ]
}

function sums(pair: ExplainedPair): string[] {
  let sum = 0
  return ['   weight       sum', ...partsOf(pair).map(({ weight, what }) => `${bits(weight)} ${bits((sum += weight))}  ${what}`)]
}

function rules({ rules: verdicts }: ExplainedPair): string[] {
  const found = verdicts.filter(({ finds }) => finds)
  if (found.length > 0) return [`found by ${found.length} of ${verdicts.length} blocking rules: ${found.map(({ rule }) => rule).join('; ')}`]
  return [`found by none of ${verdicts.length} blocking rules:`, ...verdicts.map(({ rule, why }) => `  ${rule}: ${why ?? ''}`)]
}

function result({ match_weight: weight, probability, band, own_weight: own, own_probability: alone, collective: { same_entity: same } }: ExplainedPair): string {
  const entity = same ? 'one entity' : 'two entities'
  return weight === null ? `by itself ${own.toFixed(4)} bits, probability ${alone}; ${entity}` : `match weight ${weight.toFixed(4)}, probability ${probability ?? ''}, band ${band ?? ''}; ${entity}`
}

/** Forms of values and further columns that comparisons look at, beside those printed with them. */
function further({ values, comparisons }: ExplainedPair): string[] {
  const shown = new Set(comparisons.flatMap(({ comparison }) => [comparison, `${comparison}_values`]))
  const more = values.filter(({ column, left, right }) => !shown.has(column) && (left !== null || right !== null))
  return more.length === 0 ? [] : ['also looked at:', ...more.map(({ column, left, right }) => `  ${column}: ${quoted(left)} | ${quoted(right)}`)]
}

function explainedPair(pair: ExplainedPair): string {
  const classes = Object.entries(pair.classes).map(([name, probability]) => `${name} ${probability}`)
  const differs = pair.differences.length === 0 ? [] : ['NOTE the table of candidates says something else than the pair scored again:', ...pair.differences.map((one) => `  ${one}`)]
  return [
    `${pair.match}: ${named(pair.left)} and ${named(pair.right)}`, pair.reason, ...differs, ...sums(pair), result(pair),
    `by itself the pair is: ${classes.join(', ')}`,
    ...(pair.match_weight === null ? [collective(pair)] : []), ...rules(pair), ...further(pair),
  ].join('\n')
}

/** The explanation for people: for each match the parts of the score with a running sum, the rules, the values. */
export const explained = ({ pairs, nothing }: Explanation): string => nothing ?? pairs.map(explainedPair).join('\n\n')
