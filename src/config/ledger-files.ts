import { stat } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import type { ConfigFault } from './fault.js'
import type { SystemConfig } from './schema.js'

/** The ledger of corrections of one system, found. */
export interface ResolvedLedger {
  readonly system: string
  readonly fields: readonly string[]
  readonly file: string
  readonly path: string
}

type LedgerSystems = Readonly<Record<string, Pick<SystemConfig, 'fields'> & { readonly corrections?: string | undefined }>>

/** The ledgers that systems name, relative to the folder of the config, and a fault for each that is not there. */
export async function resolveLedgers(systems: LedgerSystems, folder: string): Promise<{ readonly ledgers: readonly ResolvedLedger[]; readonly faults: readonly ConfigFault[] }> {
  const ledgers: ResolvedLedger[] = []
  const faults: ConfigFault[] = []
  for (const [system, { corrections, fields }] of Object.entries(systems)) {
    if (corrections === undefined) continue
    const path = resolve(folder, corrections)
    const facts = await stat(path).catch(() => undefined)
    if (facts?.isFile() === true) ledgers.push({ system, fields: Object.keys(fields), file: basename(corrections), path })
    else faults.push({ path: ['systems', system, 'corrections'], what: `the file ${corrections} does not exist`, remedy: 'paths are relative to this config; correct it or leave corrections out' })
  }
  return { ledgers, faults }
}
