import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { Database } from '../../engine/database.js'
import { defaultMemory, engineMemory } from '../../engine/memory.js'
import type { Manifest } from '../manifest-schema.js'
import { runFacts } from '../run-facts.js'
import { TablesAgain } from './again.js'
import { checkInputs, checkManifest, checkOutputs } from './files.js'
import { differences } from './rerun.js'
import { checkIdentitiesAgain, checkSql } from './tables.js'
import type { Found, Mismatch, Unchecked } from './verified.js'

/** What verifying a run came to. */
export interface Verified {
  readonly ok: boolean
  readonly folder: string
  /** How many of each were checked. */
  readonly checked: { readonly signatures: number; readonly inputs: number; readonly outputs: number; readonly identities: number; readonly sql: number; readonly rerun?: number }
  readonly mismatches: readonly Mismatch[]
  readonly unchecked: readonly Unchecked[]
}

export interface VerifyOptions {
  /** The public part of the key that signed the run, a PEM file. */
  readonly key?: string
  readonly memory?: string
  readonly threads?: number
  /** Makes the run again in a folder and gives its manifest, or says why it cannot. */
  readonly rerun?: (out: string, manifest: Manifest) => Promise<Manifest | string>
}

/** Works in a folder of its own that is gone afterwards. */
async function inTemporary<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'crosswalk-verify-'))
  try {
    return await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function checkTables(folder: string, manifest: Manifest, outputs: Found, { memory = defaultMemory(), threads }: VerifyOptions): Promise<{ identities: Found; sql: Found }> {
  // A file that is not the run's own is neither read nor run.
  const untrusted = new Set(outputs.mismatches.map(({ name }) => name))
  return await inTemporary(async (temporary) => {
    const database = await Database.open({ path: join(temporary, 'verify.db'), memory: engineMemory(memory), folders: [folder, temporary], ...(threads === undefined ? {} : { threads }) })
    try {
      const again = await TablesAgain.of(database, folder, manifest, untrusted)
      return { identities: await checkIdentitiesAgain(database, folder, again, manifest, untrusted), sql: await checkSql(database, again, manifest, untrusted) }
    } finally {
      database.close()
    }
  })
}

const madeAgain = async (manifest: Manifest, rerun: NonNullable<VerifyOptions['rerun']>): Promise<Found> => await inTemporary(async (temporary) => {
  const made = await rerun(join(temporary, 'run'), manifest)
  return typeof made === 'string' ? { checked: 0, mismatches: [], unchecked: [{ what: 'rerun', name: manifest.name, why: made }] } : differences(manifest, made)
})

/**
 * Checks a run folder against its run.json: inputs where they can be reached, every output, identities and tables made anew by their saved SQL, the
 * signature where a key is given, and on demand a whole run again. Nothing is written into the folder. Throws InputError where it is no run.
 */
export async function verify(run: string, options: VerifyOptions = {}): Promise<Verified> {
  const folder = resolve(run)
  const manifest = runFacts(folder)
  const own = checkManifest(folder, manifest, options.key)
  const inputs = await checkInputs(folder, manifest)
  const outputs = await checkOutputs(folder, manifest)
  const { identities, sql } = await checkTables(folder, manifest, outputs, options)
  const again = options.rerun === undefined ? undefined : await madeAgain(manifest, options.rerun)
  const all = [own, inputs, outputs, identities, sql, ...(again === undefined ? [] : [again])]
  const mismatches = all.flatMap((found) => found.mismatches)
  return {
    ok: mismatches.length === 0,
    folder,
    checked: { signatures: own.checked, inputs: inputs.checked, outputs: outputs.checked, identities: identities.checked, sql: sql.checked, ...(again === undefined ? {} : { rerun: again.checked }) },
    mismatches,
    unchecked: all.flatMap((found) => found.unchecked),
  }
}
