import type { Database } from '../../engine/database.js'
import { InputError } from '../../engine/errors.js'
import { joinSql, sql } from '../../engine/sql.js'
import { asKnown } from '../../unicode/known.js'

/** A mention as a person names it: `id`, `system:id`, `system:id:role` or `system:id:role:n`. */
export interface NamedMention {
  readonly mention_id: number
  readonly population: number
  readonly system: string
  readonly id: string
  readonly role: string
  readonly ordinal: number
}

/** All ways to read a name, since an id may hold colons itself: the most parts first. */
function readings(name: string): { system?: string; id: string; role?: string; ordinal?: number }[] {
  const parts = name.split(':')
  const [system = '', ...rest] = parts
  const whole = { id: name }
  if (rest.length === 0) return [whole]
  const last = rest.at(-1) ?? ''
  const numbered = rest.length > 2 && /^\d{1,9}$/.test(last) ? [{ system, id: rest.slice(0, -2).join(':'), role: rest.at(-2) ?? '', ordinal: Number(last) }] : []
  const roled = rest.length > 1 ? [{ system, id: rest.slice(0, -1).join(':'), role: last }] : []
  return [...numbered, ...roled, { system, id: rest.join(':') }, whole]
}

const shapeOf = (text: string): string => asKnown(text.slice(0, 40)).replaceAll(/\p{L}|\p{N}/gu, (mark) => (/\p{N}/u.test(mark) ? '9' : /\p{Lu}/u.test(mark) ? 'A' : 'a'))

const mostEdits = 2

/** How many ids of the run are near to a name that is none, told without their text. */
async function nearestOf(database: Database, name: string): Promise<string> {
  const ids = [...new Set(readings(name).map(({ id }) => id))].map((id) => sql`damerau_levenshtein(lower(id), lower(${id}))`)
  const [nearest] = await database.rows<{ edits: number; n: number }>(sql`
    select edits, count(*) as n from (select id, least(${joinSql(ids)}) as edits from (select distinct id from mention)) group by edits order by edits limit 1`)
  if (nearest === undefined || nearest.edits > mostEdits) return 'no id of the run is near to it'
  return `${nearest.n} ${nearest.n === 1 ? 'id' : 'ids'} of the run differ${nearest.n === 1 ? 's' : ''} from it by ${nearest.edits === 0 ? 'letter case, system or role' : nearest.edits === 1 ? 'one character' : `${nearest.edits} characters`}`
}

/** The mentions that a name means. Throws InputError when there is none; the message shows the name's shape, never an identifier. */
export async function findMentions(database: Database, name: string, which: string): Promise<NamedMention[]> {
  for (const { system, id: record, role, ordinal } of readings(name)) {
    const found = await database.rows<NamedMention>(sql`select mention_id, population, system, id, role, ordinal from mention
      where id = ${record} and (${system ?? null} is null or lower(system) = lower(${system ?? null})) and (${role ?? null} is null or role = ${role ?? null})
        and (${ordinal ?? null} is null or ordinal = ${ordinal ?? null}) order by mention_id`)
    if (found.length > 0) return found
  }
  const near = await nearestOf(database, name)
  throw new InputError(`${which} (its shape: ${shapeOf(name)}) names no mention of this run; ${near}`, {}, 'write an id as entities.csv has it: ID, SYSTEM:ID, SYSTEM:ID:ROLE or SYSTEM:ID:ROLE:N')
}
