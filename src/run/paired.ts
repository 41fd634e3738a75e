import { join } from 'node:path'
import { loadConfig } from '../config/load.js'
import type { Config } from '../config/schema.js'
import type { Database } from '../engine/database.js'
import { sql } from '../engine/sql.js'

/** Config systems that a system of the outputs can be: itself, or those split by a field whose values are systems. */
const configSystems = (config: Config, system: string): string[] =>
  system in config.systems ? [system] : Object.entries(config.systems).flatMap(([name, { split_by: split }]) => (split === undefined ? [] : [name]))

/**
 * Takes out of `truth` the pairs of which the run knows both and which none of its matches pairs, and tells how many: they were not asked for.
 * Reads `mention_key(k, system, role)`.
 */
export async function leaveUnpaired(database: Database, run: string): Promise<number> {
  const { config } = await loadConfig(join(run, 'crosswalk.yaml'))
  await database.run(sql`create table paired (l varchar, r varchar)`)
  for (const { left, right = left } of config.matches) await database.run(sql`insert into paired values (${left}, ${right}), (${right}, ${left})`)
  await database.run(sql`create table population (system varchar, role varchar, p varchar)`)
  for (const { system, role } of await database.rows<{ system: string; role: string }>(sql`select distinct system, role from mention_key order by all`)) {
    for (const name of configSystems(config, system)) await database.run(sql`insert into population values (${system}, ${role}, ${`${name}.${role}`})`)
  }
  await database.run(sql`create table known as select distinct k, p from mention_key join population using (system, role)`)
  await database.run(sql`create table asked as select distinct a, b from truth join known x on x.k = a join known y on y.k = b join paired on l = x.p and r = y.p`)
  const before = await database.count('truth')
  await database.run(sql`delete from truth t where exists (select 1 from known where k = t.a) and exists (select 1 from known where k = t.b)
    and not exists (select 1 from asked s where s.a = t.a and s.b = t.b)`)
  return before - (await database.count('truth'))
}
