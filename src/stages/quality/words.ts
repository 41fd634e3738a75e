import type { PlanRule } from '../plan.js'
import { typeNouns } from './why.js'

/** How a rule is told: what was tested, what is wrong with a failing row, and the method where it is one of statistics. */
export interface RuleWords {
  readonly tested: string
  readonly sentence: string
  readonly method?: string
}

const listed = (fields: readonly string[], last: string): string => (fields.length < 2 ? fields.join('') : `${fields.slice(0, -1).join(', ')} ${last} ${fields.at(-1) ?? ''}`)

function usualWords({ config, fields, system, to }: PlanRule): RuleWords {
  const [field = '', second = ''] = fields
  const cells = `cells of ${field}`
  const { type, values } = system.config.fields[field] ?? { type: 'text' as const, values: undefined }
  switch (config.kind) {
    case 'complete':
      return { tested: 'rows', sentence: `have no ${field}` }
    case 'complete_together':
      return { tested: 'rows', sentence: config.missing === 'all' ? `have none of ${listed(fields, 'and')}` : `lack ${listed(fields, 'or')}` }
    case 'conforms': {
      const noun = typeNouns[type]
      return { tested: cells, sentence: [...(noun === undefined ? [] : [`hold no ${noun}`]), ...(values === undefined ? [] : ['hold a value that is not listed'])].join(' or ') || 'do not hold what the field is for' }
    }
    case 'valid_ssn':
      return { tested: cells, sentence: 'hold no social security number that is issued' }
    case 'valid_a_number':
      return { tested: cells, sentence: 'hold no alien registration number' }
    case 'valid_receipt_number':
      return { tested: cells, sentence: 'hold no receipt number of a known office' }
    case 'valid_date_of_birth':
      return { tested: cells, sentence: 'hold no plausible date of birth' }
    case 'address_agrees':
      return { tested: 'rows with an American state and a ZIP code', sentence: `have ${listed(fields, 'and')} that contradict each other` }
    case 'placeholder':
      return { tested: cells, sentence: 'hold a placeholder, which says nothing' }
    case 'frequent_value': {
      const { times = 20, at_least: least = 20 } = config
      return { tested: cells, sentence: 'hold a value that is too frequent to be true', method: `a value in at least ${least} rows and in more than ${times} times the mean rows of the other values of the extract` }
    }
    case 'duplicate_key':
      return { tested: 'rows with a key', sentence: 'share their key with another row of the extract' }
    case 'duplicate_content':
      return { tested: 'rows', sentence: `say the same as another row of the extract${fields.length === 0 ? ', the key aside' : ` in ${listed(fields, 'and')}`}` }
    case 'unique':
      return { tested: cells, sentence: `stand with several people, told by ${listed(config.differ ?? [], 'and')}` }
    case 'sequence_gap':
      return { tested: cells, sentence: 'follow a gap in the numbers', method: 'serial numbers at the end, in order within what stands before them' }
    case 'date_order':
      return { tested: `rows with ${field} and ${second}`, sentence: `have ${field} after ${second}` }
    case 'compare':
      return { tested: 'rows that can be compared', sentence: `do not meet ${config.compare ?? ''}` }
    case 'outlier':
      return { tested: `amounts of ${field}`, sentence: 'lie far from the others', method: `modified z-score above 3.5: the distance from the median${config.scale === 'log' ? ' of the natural logarithms' : ''}, times 0.6745, by the median of all such distances` }
    case 'benford':
      return { tested: `positive amounts of ${field}`, sentence: 'are too many for their first digit, by the law of Benford', method: 'first digits against log10(1 + 1/d), from 1,000 positive amounts over two orders of magnitude on; 6.75 % too many are a mean absolute deviation of .015 (Nigrini)' }
    case 'listed':
      return { tested: cells, sentence: 'hold a value that is not listed' }
    case 'reference':
      return { tested: `rows with ${listed(fields, 'and')}`, sentence: `name what ${to?.system.name ?? ''} does not have` }
  }
}

/** How a rule is told, its own sentence first. */
export function ruleWords(rule: PlanRule): RuleWords {
  const usual = usualWords(rule)
  const where = rule.config.where === undefined ? '' : ` where ${rule.config.where}`
  if (rule.config.sentence === undefined) return { ...usual, tested: `${usual.tested}${where}` }
  return { ...usual, tested: `rows${where}`, sentence: rule.config.sentence }
}
