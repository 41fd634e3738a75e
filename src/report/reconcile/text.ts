import { formatCount } from '../format.js'
import type { ReconciledPair, Reconciliation, Summary } from '../summary.js'
import { counted } from '../words.js'

const cellsOf = ({ changed }: ReconciledPair): string => (changed === undefined ? '' : `; ${formatCount(changed)} ${counted(changed, 'cell')} changed`)

function explainedOf({ unexplained, contradicted, explained }: ReconciledPair): string {
  if (unexplained === undefined) return ''
  return `; ${formatCount(unexplained)} unexplained, ${formatCount(contradicted ?? 0)} contradicted, ${formatCount(explained ?? 0)} explained`
}

const pairLine = (pair: ReconciledPair): string =>
  `  ${pair.a} to ${pair.b}: ${formatCount(pair.keys_a)} + ${formatCount(pair.added)} added - ${formatCount(pair.removed)} removed = ${formatCount(pair.keys_b)}${cellsOf(pair)}${explainedOf(pair)}`

const linesOf = ({ verdict, could_not_check: unchecked, union, counted: noun, pairs, ledger }: Reconciliation): string[] => [
  verdict,
  ...unchecked.map((item) => `  could not be checked: ${item}`),
  `  union: ${formatCount(union.keys)} ${noun} (counts alone: ${formatCount(union.at_least)} to ${formatCount(union.at_most)})`,
  ...pairs.map(pairLine),
  ...(ledger === undefined ? [] : [`  correction ledger: ${formatCount(ledger.entries)} entries, ${formatCount(ledger.unused)} unused, head ${ledger.head}`]),
]

/** What reconciling came to, as plain text: for each system and grain the verdict, what could not be checked, the union and each pair. */
export function reconcileText({ reconciliation }: Pick<Summary, 'reconciliation'>): string {
  if (reconciliation.length === 0) return 'No system has two extracts that can be compared: findings.csv says what keeps them from it.'
  return reconciliation.map((one) => linesOf(one).join('\n')).join('\n\n')
}
