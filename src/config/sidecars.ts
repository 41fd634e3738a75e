import { stat } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { InputError } from '../engine/errors.js'
import type { FileControls } from './control-entry.js'
import { controlsIn } from './control-file.js'
import type { ConfigFault } from './fault.js'

/** The ledger of corrections of one system, found. */
export interface ResolvedLedger {
  readonly system: string
  readonly fields: readonly string[]
  readonly file: string
  readonly path: string
}

/** The labels of one match, found. */
export interface ResolvedLabels {
  /** What errors and outputs call the file. */
  readonly file: string
  readonly path: string
}

/** What systems say of files that stand beside their extracts. */
export type SidecarSystems = Readonly<
  Record<
    string,
    {
      readonly fields: Readonly<Record<string, unknown>>
      readonly corrections?: string | undefined
      readonly extracts: readonly { readonly id: string; readonly file: string; readonly control_totals: 'none' | object }[]
    }
  >
>

/** What a control file states of one extract. */
export interface ResolvedControls {
  readonly path: string
  readonly stated: FileControls
}

/** Ledgers, what control files state by the id of its extract, labels by the name of their match, and a fault for each file that is absent or of no use. */
export interface Sidecars {
  readonly ledgers: readonly ResolvedLedger[]
  readonly controls: ReadonlyMap<string, ResolvedControls>
  readonly labels: ReadonlyMap<string, ResolvedLabels>
  readonly faults: readonly ConfigFault[]
}

const controlFileOf = (totals: 'none' | object): string | undefined => (typeof totals === 'object' && 'file' in totals && typeof totals.file === 'string' ? totals.file : undefined)

const faultOf = (error: unknown, system: string, index: number): ConfigFault => {
  if (!(error instanceof InputError)) throw error
  const { file, line, column } = error.place
  const where = [file, line, column].filter((part) => part !== undefined).join(':')
  return { path: ['systems', system, 'extracts', index, 'control_totals', 'file'], what: `${where}: ${error.what}`, remedy: error.remedy }
}

const isFile = async (path: string): Promise<boolean> => (await stat(path).catch(() => undefined))?.isFile() === true

/** What matches say of files of labels. */
type LabelledMatches = readonly { readonly name: string; readonly labels?: string | undefined }[]

async function resolveLabels(matches: LabelledMatches, folder: string): Promise<Pick<Sidecars, 'labels' | 'faults'>> {
  const found = new Map<string, ResolvedLabels>()
  const faults: ConfigFault[] = []
  for (const [index, { name, labels }] of matches.entries()) {
    if (labels === undefined) continue
    const path = resolve(folder, labels)
    if (await isFile(path)) found.set(name, { file: basename(labels), path })
    else faults.push({ path: ['matches', index, 'labels'], what: `the file ${labels} does not exist`, remedy: 'paths are relative to this config; correct it or leave labels out' })
  }
  return { labels: found, faults }
}

/** Finds the ledgers and labels and reads the control files that a config names, relative to its folder. */
export async function resolveSidecars({ systems, matches }: { readonly systems: SidecarSystems; readonly matches: LabelledMatches }, folder: string): Promise<Sidecars> {
  const ledgers: ResolvedLedger[] = []
  const controls = new Map<string, ResolvedControls>()
  const faults: ConfigFault[] = []
  for (const [system, { corrections, fields, extracts }] of Object.entries(systems)) {
    if (corrections !== undefined) {
      const path = resolve(folder, corrections)
      if (await isFile(path)) ledgers.push({ system, fields: Object.keys(fields), file: basename(corrections), path })
      else faults.push({ path: ['systems', system, 'corrections'], what: `the file ${corrections} does not exist`, remedy: 'paths are relative to this config; correct it or leave corrections out' })
    }
    for (const [index, { id, file, control_totals: totals }] of extracts.entries()) {
      const control = controlFileOf(totals)
      if (control === undefined) continue
      const path = resolve(folder, control)
      const stated = await controlsIn(path, { path: resolve(folder, file), id }).catch((error: unknown) => faultOf(error, system, index))
      if ('what' in stated) faults.push(stated)
      else controls.set(id, { path, stated })
    }
  }
  const { labels, faults: ofLabels } = await resolveLabels(matches, folder)
  return { ledgers, controls, labels, faults: [...faults, ...ofLabels] }
}
