import type { GivenRole } from '../stages/columns/index.js'
import { columnsStage } from '../stages/columns/index.js'
import { ingest } from '../stages/ingest.js'
import { profile } from '../stages/profile.js'
import { quality } from '../stages/quality/index.js'
import type { Stage } from '../stages/stage.js'
import { findingsOf } from './findings.js'
import type { GuessedFile } from './guess-files.js'

/** Files as they were delivered are no result of a profile: they are not copied into its folder. */
const readFiles: Stage = { ...ingest, tables: (plan) => ingest.tables(plan).map((spec) => (spec.view === true ? { ...spec, internal: true } : spec)) }

/** Findings of columns, of profiles that are made with all else that is told of them. */
const columnFindings: Stage = { ...profile, tables: (plan) => profile.tables(plan).filter(({ table }) => table === 'finding_profile') }

/** The stages of `crosswalk profile`: what the columns of files, by system, hold and what is wrong with them. Where all have a record id, rows that share one or have none are told too. */
export function profileStages(files: ReadonlyMap<string, GuessedFile>): readonly Stage[] {
  const keyed = [...files.values()].every(({ idFound }) => idFound)
  const roles = new Map([...files].map(([system, file]) => [system, new Map(file.roles.map((guess): [string, GivenRole] => [guess.column, guess]))]))
  const columns = columnsStage((system, column) => {
    const file = files.get(system)
    return file?.idFound === true && file.idColumn === column ? { role: 'record id', reason: 'the record id' } : roles.get(system)?.get(column)
  }, keyed)
  return [readFiles, columns, columnFindings, quality, { name: 'analyse', tables: () => [findingsOf(['ingest', 'columns', 'profile', 'quality'])] }]
}
