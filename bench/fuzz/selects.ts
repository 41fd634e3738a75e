import { InputError } from '../../src/engine/errors.js'
import { readSelect } from '../../src/engine/select/index.js'
import { sql } from '../../src/engine/sql.js'
import { equal, pick, type FileTarget } from './ground.js'
import { mutated } from './mutate.js'

const seeds = [
  "select value, count(*) as n from hostile where value <> 'a' group by value order by n desc limit 3",
  'with t as (select position, lower(value) as v from hostile) select t.v, h.value from t join hostile h using (position) where t.position between 1 and 3',
  'select er_shape(value) as shape, min(position) as first, string_agg(value, \',\' order by value) as all_of from hostile group by 1 having count(*) > 0',
  'select value from hostile union all select \'x\' as value',
  'select position, row_number() over (order by position) as n, case when value is null then 0 else 1 end as filled from hostile',
  'select * from (select position + 1 as p from hostile) s where exists (select 1 from hostile h where h.position = s.p) and p in (1, 2, 3)',
  'select cast(sum(position) as decimal(38, 4)) / 2 as half from hostile',
]
/** What somebody would put in who wants more than tables of the run. */
const wishes = [
  "read_text('/etc/passwd')", "(select content from read_text('/etc/hostname'))", "'/etc/passwd'", "getenv('HOME')", '; drop table untouched', '; create table x as select 1', "; copy hostile to '/tmp/x.csv'", 'random()', 'now()', 'current_date',
  'duckdb_tables()', 'information_schema.tables', 'main.untouched', "query('select 1')", "query_table('untouched')", "pragma_table_info('hostile')", '$1', 'uuid()', "nextval('s')", 'limit 10 percent', 'using sample 1', 'any_value(value)', "set_config('a','b')",
  "; install httpfs", "; attach 'x.db'", 'glob(\'/etc/*\')', "read_csv('/etc/passwd')", 'range(10)', 'unnest([1, 2])', "current_setting('threads')", 'sqlite_master', 'rowid',
]

/** A SELECT that somebody wrote: what is taken reads no table but those that it says, gives the same twice, makes nothing, and leaves the disk alone. */
export const selects: FileTarget = {
  title: 'SELECTs of exhibits',
  tryCase: async ({ database }, random) => {
    await database.run(sql`create temp table hostile as select * from (values (1, 'a'), (2, 'b''c'), (3, null)) as t(position, value)`)
    let text = pick(seeds, random)
    if (random.chance(0.6)) {
      const at = random.between(0, text.length)
      const spaces = [...text.matchAll(/ /g)].map(({ index }) => index).filter((index) => index >= at)
      const from = spaces[0] ?? text.length
      text = `${text.slice(0, from)} ${pick(wishes, random)}${text.slice(random.chance(0.5) ? from : (spaces[1] ?? text.length))}`
    }
    if (random.chance(0.6)) text = mutated(Buffer.from(text), random).toString('utf8')
    const found = await readSelect(database, text)
    if ('what' in found) throw new InputError(found.what, {}, found.remedy)
    const foreign = found.reads.find(({ table }) => table.toLowerCase() !== 'hostile')
    if (foreign !== undefined) throw new InputError('a table that is not of the run', {}, 'name one')
    for (const table of ['one', 'two']) {
      try {
        await database.command(table === 'one' ? sql`create temp table outcome_one as select * from (${found.statement})` : sql`create temp table outcome_two as select * from (${found.statement})`)
      } catch (error) {
        // Columns that there are not, casts that fail: a run says so with the place of the SELECT.
        if (error instanceof Error && /^(?:Binder|Catalog|Conversion|Out of Range|Invalid Input|Parser) Error/.test(error.message)) throw new InputError('the SELECT cannot be run', {}, 'correct it')
        throw error
      }
    }
    const { apart } = await database.row<{ apart: number }>(sql`select count(*) as apart from (select * from outcome_one except all select * from outcome_two)`)
    equal('rows that came otherwise the second time', apart, 0)
  },
}
