import { systemNames } from '../config/match-config.js'
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

/** The stages of `crosswalk profile`: what the columns hold and what is wrong with them. Where all files have a record id, rows that share one or have none are told too. */
export function profileStages(files: readonly GuessedFile[]): readonly Stage[] {
  const systems = systemNames(files)
  const keyed = files.every(({ idFound }) => idFound)
  const roles = new Map(systems.map((system, index) => [system, new Map((files[index]?.roles ?? []).map((guess): [string, GivenRole] => [guess.column, guess]))]))
  const columns = columnsStage((system, column) => {
    const file = files[systems.indexOf(system)]
    return file?.idFound === true && file.idColumn === column ? { role: 'record id', reason: 'the record id' } : roles.get(system)?.get(column)
  }, keyed)
  return [readFiles, columns, columnFindings, quality, { name: 'analyse', tables: () => [findingsOf(['ingest', 'columns', 'profile', 'quality'])] }]
}
