import { sql } from '../engine/sql.js'
import { ingest } from '../stages/ingest.js'
import { profile } from '../stages/profile.js'
import { quality } from '../stages/quality/index.js'
import { reconcile } from '../stages/reconcile/index.js'
import type { Stage, TableSpec } from '../stages/stage.js'
import { findingsOf } from './findings.js'

/** The system of each extract, for findings where nothing is counted by key. */
const extractSystems: TableSpec = {
  table: 'extract',
  reads: [],
  internal: true,
  code: async ({ database, plan }) => {
    await database.run(sql`create table extract (system varchar, extract_id varchar)`)
    for (const { name, extracts } of plan.systems) for (const extract of extracts) await database.run(sql`insert into extract values (${name}, ${extract.id})`)
  },
}

/** The stages of `crosswalk profile`: what the columns hold and what is wrong with them; with a record id, rows that share one or have none too. */
export const profileStages = (keyed: boolean): readonly Stage[] =>
  keyed
    ? [ingest, profile, quality, reconcile, { name: 'analyse', tables: () => [findingsOf(['ingest', 'profile', 'quality', 'reconcile'])] }]
    : [ingest, profile, quality, { name: 'analyse', tables: () => [extractSystems, findingsOf(['ingest', 'profile', 'quality'])] }]
