import { sql } from '../engine/sql.js'
import type { Listener } from './events.js'
import type { Finisher } from './run.js'

const reasons: Readonly<Record<string, string>> = {
  duplicate_key: 'bear the id of another row of the file',
  duplicate_row: 'say the same as another row of the file',
  null_key: 'have no id, or only a part of it',
  placeholder_key: 'have an id that stands for none',
}

/** Warns of readable rows that were set aside, which no later table holds. */
export const setAsideNotes = (listener: Listener): Finisher => ({
  what: 'notes',
  finish: async ({ database, plan }) => {
    if ((await database.columns('set_aside')).length === 0) return
    const rows = await database.rows<{ extract: string; reason: string; n: number }>(
      sql`select extract_id as extract, reason, count(*) as n from set_aside group by all order by all`,
    )
    const files = new Map(plan.systems.flatMap(({ extracts }) => extracts.map(({ id, file }) => [id, file])))
    for (const { extract, reason, n } of rows) {
      const text = `${files.get(extract) ?? extract}: ${n} rows set aside, they ${reasons[reason] ?? reason}; see set_aside.csv`
      listener({ kind: 'note', stage: 'reconcile', level: 'warning', text })
    }
  },
})
