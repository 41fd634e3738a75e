import type { Database } from '../../engine/database.js'
import { id, joinSql, sql } from '../../engine/sql.js'
import type { FolderMatch } from './folder.js'
import type { NamedMention } from './mentions.js'

export interface RuleVerdict {
  readonly rule: string
  readonly finds: boolean
  /** Why it does not bring the two together; absent where it does. */
  readonly why?: string
}

interface Rule {
  readonly rule: string
  readonly max_pairs: number
  readonly chosen: boolean
}

type Keys = Readonly<Record<string, string | null>>

/** Keys of a rule, as columns of block_atom. */
const keysOf = (rule: string): string[] => (rule === 'every pair' ? [] : rule.split(' + '))

async function pairsOfBlock(database: Database, keys: readonly string[], mention: number, within: boolean): Promise<number> {
  const same = keys.map((key) => sql`a.${id(key)} = (select ${id(key)} from block_atom where mention_id = ${mention})`)
  const { l, r } = await database.row<{ l: number; r: number }>(
    sql`select count(*) filter (where on_left) as l, count(*) filter (where on_right) as r from block_atom a where ${same.length === 0 ? sql`true` : joinSql(same, sql` and `)}`,
  )
  return within ? (l * (l - 1)) / 2 : l * r
}

function apart(keys: readonly string[], left: Keys, right: Keys): string | undefined {
  const lacking = (side: string, of: Keys): string[] => {
    const lost = keys.filter((key) => of[key] === null)
    return lost.length === 0 ? [] : [`${lost.join(', ')} missing on the ${side}`]
  }
  const differing = keys.filter((key) => left[key] !== null && right[key] !== null && left[key] !== right[key])
  const said = [...lacking('left', left), ...lacking('right', right), ...(differing.length === 0 ? [] : [`${differing.join(', ')} differ${differing.length === 1 ? 's' : ''}`])]
  return said.length === 0 ? undefined : said.join('; ')
}

/** What each blocking rule of a match says of two mentions, by their keys computed again. */
export async function judgeRules(database: Database, { suffix, atoms, ...match }: FolderMatch, left: NamedMention, right: NamedMention): Promise<RuleVerdict[]> {
  await database.run(sql`create or replace temp table block_atom as ${atoms}`)
  const rules = await database.rows<Rule>(sql`select rule, max_pairs, chosen from ${id(`block_rule_${suffix}`)} order by rule_no`)
  const used = [...new Set(rules.flatMap(({ rule }) => keysOf(rule)))].map((key) => sql`, cast(${id(key)} as varchar) as ${id(key)}`)
  const of = async ({ mention_id: no }: NamedMention): Promise<Keys> => await database.row<Keys>(sql`select mention_id${joinSql(used, sql``)} from block_atom where mention_id = ${no}`)
  const [ours, theirs] = [await of(left), await of(right)]
  const verdicts: RuleVerdict[] = []
  for (const { rule, max_pairs: most, chosen } of rules) {
    const keys = keysOf(rule)
    const why = apart(keys, ours, theirs)
    const pairs = why === undefined ? await pairsOfBlock(database, keys, left.mention_id, match.left === match.right) : 0
    const large = pairs > most ? `block left out as too large: it makes ${pairs} pairs, more than ${most}` : undefined
    const said = why ?? large ?? (chosen ? undefined : 'the rule did not fit the budget of pairs')
    verdicts.push(said === undefined ? { rule, finds: true } : { rule, finds: false, why: said })
  }
  return verdicts
}
