import { ofCount } from './words.js'
import type { FileProfile, ProfileSummary, RuleProposal } from './summary.js'

/** A text as YAML reads it: as it is where nothing in it could be read otherwise, else in quotes. */
const scalar = (text: string): string => (/^[A-Za-z_][A-Za-z0-9_]*$/.test(text) && !/^(?:y|n|yes|no|on|off|true|false|null)$/i.test(text) ? text : JSON.stringify(text))

/** The percentage of failing rows that is borne today, rounded up to a tenth. */
const borne = ({ holds, tested }: RuleProposal): number => Math.ceil(((tested - holds) / tested) * 1000) / 10

function ruleOf(system: string, proposal: RuleProposal): string {
  const { kind, fields, holds, tested, values } = proposal
  const [field = ''] = fields
  const lines = [
    `    - name: ${scalar(`${kind}_${fields.join('_')}`)} # ${ofCount(holds, tested)}`,
    `      system: ${scalar(system)}`,
    `      kind: ${kind}`,
    fields.length === 1 && kind !== 'duplicate_content' ? `      field: ${scalar(field)}` : `      fields: [${fields.map(scalar).join(', ')}]`,
    ...(values === null ? [] : [`      values: [${values.map((value) => JSON.stringify(value)).join(', ')}]`]),
    ...(holds === tested ? [] : [`      warn: { percent: ${borne(proposal)} }`]),
  ]
  return lines.join('\n')
}

export const hasProposals = (files: readonly FileProfile[]): boolean => files.some(({ proposals }) => proposals.length > 0)

/** Rules that the files bear out, as a part of a config. */
export function rulesYaml({ files }: Pick<ProfileSummary, 'files'>): string {
  const rules = files.flatMap(({ system, proposals }) => proposals.map((proposal) => ruleOf(system, proposal)))
  return `quality:\n  rules:\n${rules.join('\n')}\n`
}
