import { existsSync, lstatSync, readFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { historyText, readHistory } from '../../config/history.js'
import { loadConfig } from '../../config/load.js'
import type { Config } from '../../config/schema.js'
import { filesIn, hashedFiles, sha256Of, sha256Text } from '../hashes.js'
import { ownFiles, sealed } from '../manifest.js'
import type { Manifest } from '../manifest-schema.js'
import { signatureFault, signatureFile } from '../signature.js'
import type { Found, Mismatch, Unchecked } from './verified.js'

/** run.json is written as it is written, and its seal is of it; its signature is checked where there is a key. */
export function checkManifest(folder: string, manifest: Manifest, key: string | undefined): Found {
  const mismatches: Mismatch[] = []
  const unchecked: Unchecked[] = []
  if (readFileSync(join(folder, 'run.json'), 'utf8') !== sealed(manifest)) mismatches.push({ what: 'manifest', name: 'run.json', detail: 'is not as it was written: its seal is of other bytes' })
  const fault = key === undefined ? undefined : signatureFault(folder, key)
  if (fault !== undefined) mismatches.push({ what: 'signature', name: signatureFile, detail: fault })
  if (key === undefined && existsSync(join(folder, signatureFile))) unchecked.push({ what: 'signature', name: signatureFile, why: 'no public key was given' })
  return { checked: key === undefined ? 0 : 1, mismatches, unchecked }
}

/** Every file that run.json lists is there with its bytes, and no other. */
export async function checkOutputs(folder: string, { tables, files }: Manifest): Promise<Found> {
  const listed = new Map([...tables.flatMap(({ file, sha256, csv, sql }) => [{ file, sha256 }, ...(csv === null ? [] : [csv]), ...(sql === null ? [] : [sql])]), ...files].map(({ file, sha256 }) => [file, sha256]))
  const there = new Set(filesIn(folder))
  const plain = [...listed.keys()].filter((file) => there.has(file) && lstatSync(join(folder, file)).isFile())
  const hashes = new Map((await hashedFiles(folder, plain)).map(({ file, sha256 }) => [file, sha256]))
  const mismatches = [...listed].flatMap(([file, sha256]): Mismatch[] => {
    if (!there.has(file)) return [{ what: 'missing', name: file, detail: 'is not there' }]
    return hashes.get(file) === sha256 ? [] : [{ what: 'changed', name: file, detail: 'does not hold what it held when the run was made' }]
  })
  const extra = [...there].filter((file) => !listed.has(file) && !ownFiles.includes(file)).map((name): Mismatch => ({ what: 'extra', name, detail: 'was not made by the run' }))
  return { checked: listed.size, mismatches: [...mismatches, ...extra].sort((a, b) => (a.name < b.name ? -1 : 1)), unchecked: [] }
}

interface Declared {
  readonly name: string
  readonly path: string
  readonly sha256: string
}

/** Where the config of the run folder says its inputs are, each with the hash that run.json has. */
function declared(folder: string, { systems, matches, exhibits }: Config, { inputs, sidecars, labels = [] }: Manifest): Declared[] {
  const at = (file: string | undefined): string => (file === undefined ? '' : resolve(folder, file))
  const extracts = new Map(Object.values(systems).flatMap((system) => system.extracts.map((extract) => [extract.id, extract])))
  const controlsOf = (id: string): string | undefined => {
    const totals = extracts.get(id)?.control_totals
    return totals !== undefined && totals !== 'none' && 'file' in totals ? totals.file : undefined
  }
  const sidecarAt = { controls: controlsOf, corrections: (of: string) => systems[of]?.corrections, exhibit: (of: string) => exhibits.find(({ name }) => name === of)?.sql_file }
  return [
    ...inputs.map(({ extract_id: id, file, sha256 }) => ({ name: file, path: at(extracts.get(id)?.file), sha256 })),
    ...sidecars.map(({ kind, of, file, sha256 }) => ({ name: file, path: at(sidecarAt[kind](of)), sha256 })),
    ...labels.map(({ match, file, sha256 }) => ({ name: file, path: at(matches.find(({ name }) => name === match)?.labels), sha256 })),
  ]
}

/** What was read of the history is still in it. */
function checkHistory(folder: string, config: Config, { history, name, as_of: asOf }: Manifest): Found {
  const file = config.quality?.history
  if (history === undefined || file === undefined) return { checked: 0, mismatches: [], unchecked: [] }
  const path = resolve(folder, file)
  if (!existsSync(path) && history.lines > 0) return { checked: 0, mismatches: [], unchecked: [{ what: 'input', name: basename(file), why: 'is not where the config of the run says' }] }
  const same = sha256Text(historyText(readHistory(path, name, asOf ?? ''))) === history.sha256
  return { checked: 1, mismatches: same ? [] : [{ what: 'input', name: basename(file), detail: 'says other things of earlier days than when the run was made' }], unchecked: [] }
}

/** Every input that can be reached is what was read. */
export async function checkInputs(folder: string, manifest: Manifest): Promise<Found> {
  const config = await loadConfig(join(folder, 'crosswalk.yaml')).then((loaded) => loaded.config, () => undefined)
  if (config === undefined) return { checked: 0, mismatches: [], unchecked: manifest.inputs.map(({ file }) => ({ what: 'input', name: file, why: 'crosswalk.yaml of the run, which says where it is, cannot be read' })) }
  const mismatches: Mismatch[] = []
  const unchecked: Unchecked[] = []
  const all = declared(folder, config, manifest)
  for (const { name, path, sha256 } of all) {
    if (path === '' || !existsSync(path)) unchecked.push({ what: 'input', name, why: 'is not where the config of the run says' })
    else if ((await sha256Of(path)) !== sha256) mismatches.push({ what: 'input', name, detail: 'is not the file that was read' })
  }
  const history = checkHistory(folder, config, manifest)
  return { checked: all.length - unchecked.length + history.checked, mismatches: [...mismatches, ...history.mismatches], unchecked: [...unchecked, ...history.unchecked] }
}
