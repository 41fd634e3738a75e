import type { CommandModule } from 'yargs'
import type { ExplainedPair, Explanation } from '../index.js'
import { answer, limits, withCommon, type Common } from './common.js'

interface Arguments extends Common {
  readonly run: string
  readonly left: string
  readonly right: string
}

const bits = (weight: number): string => `${weight >= 0 ? '+' : '−'}${Math.abs(weight).toFixed(2)}`.padStart(8)
const share = (value: number | null): string => (value === null ? '' : value.toPrecision(2))
const named = ({ system, id, role, ordinal }: ExplainedPair['left']): string => `${system}:${id}:${role}:${ordinal}`

const line = (weight: number, sum: number, what: string): string => `${bits(weight)} ${bits(sum)}  ${what}`

function weights({ prior_weight: prior, comparisons, damage_weight: damage, alternative_weight: alternative, collective_weight: collective, own_weight: own }: ExplainedPair): string[] {
  let sum = prior
  const lines = ['  weight      sum', line(prior, sum, 'prior: how seldom two mentions taken at random are one person')]
  for (const { comparison, level, left, right, m, u, weight, frequency_weight: frequency } of comparisons) {
    sum += weight
    const why = m === null ? '' : `; m ${share(m)}, u ${share(u)}${frequency === 0 ? '' : `, ${bits(frequency).trim()} by how frequent the value is`}`
    lines.push(line(weight, sum, `${comparison}: ${level} (${left ?? 'missing'} | ${right ?? 'missing'}${why})`))
  }
  sum += damage
  lines.push(line(damage, sum, 'errors come together: a record wrong in one field is often wrong in others'))
  sum += alternative
  lines.push(line(alternative, sum, 'relatives and namesakes agree so too'))
  if (collective !== null) {
    sum = own + collective
    lines.push(line(collective, sum, 'what sources and clusters say of the pair'))
  }
  return lines
}

function rules({ rules: verdicts }: ExplainedPair): string[] {
  const found = verdicts.filter(({ finds }) => finds)
  if (found.length > 0) return [`found by ${found.length} of ${verdicts.length} blocking rules: ${found.map(({ rule }) => rule).join('; ')}`]
  return ['found by no blocking rule:', ...verdicts.map(({ rule, why }) => `  ${rule}: ${why ?? ''}`)]
}

function outcome({ match_weight: weight, probability, band, same_entity: same }: ExplainedPair): string {
  const entity = same ? 'they are in one entity' : 'they are in different entities'
  return weight === null ? `no candidate: below the floor of the run, or brought together by nothing; ${entity}` : `match weight ${weight.toFixed(4)}, probability ${probability ?? ''}, band ${band ?? ''}; ${entity}`
}

/** The explanation for people. */
export function explained({ pairs, nothing }: Explanation): string {
  if (nothing !== undefined) return nothing
  return pairs.map((pair) => [`${pair.match}: ${named(pair.left)} and ${named(pair.right)}`, outcome(pair), ...weights(pair), ...rules(pair)].join('\n')).join('\n\n')
}

export const explainCommand: CommandModule<object, Arguments> = {
  command: 'explain <run> <left> <right>',
  describe: 'why a pair got its score, or at which step it was left out',
  builder: (yargs) =>
    withCommon(
      yargs
        .positional('run', { type: 'string', demandOption: true, describe: 'a run folder' })
        .positional('left', { type: 'string', demandOption: true, describe: 'ID, SYSTEM:ID, SYSTEM:ID:ROLE or SYSTEM:ID:ROLE:N' })
        .positional('right', { type: 'string', demandOption: true, describe: 'likewise' }),
    ),
  handler: async (args) => {
    const { explainPair } = await import('../index.js')
    const explanation = await explainPair(args.run, args.left, args.right, limits(args))
    answer(args, explanation, explained(explanation))
  },
}
