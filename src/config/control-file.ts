import { readdir, stat } from 'node:fs/promises'
import { basename, dirname, join, parse, resolve } from 'node:path'
import { InputError } from '../engine/errors.js'
import { statedBy, statesTotals, type ControlEntry, type FileControls } from './control-entry.js'
import { largestManifest, readManifest, type Manifest } from './control-manifest.js'
import { compact } from './control-words.js'

/** The file that controls are wanted of. */
export interface ControlledFile {
  readonly path: string
  /** Id of its extract, where it has one. */
  readonly id?: string
}

const stemOf = (path: string): string => parse(path.replaceAll('\\', '/')).name
const lower = (path: string): string => basename(path.replaceAll('\\', '/')).toLowerCase()

/** Days that a name holds, as eight digits: 2015-07-31 and 20150731 are one. */
const daysIn = (text: string): string[] => [...text.matchAll(/(?<!\d)(\d{4})[-_.]?(\d{2})[-_.]?(\d{2})(?!\d)/g)].map(([, year, month, day]) => `${year}${month}${day}`)

/** Ways in which an entry can name a file, the surest first. */
const ways: readonly ((name: string, file: ControlledFile, manifest: string) => boolean)[] = [
  (name, file, manifest) => resolve(dirname(manifest), name) === resolve(file.path),
  (name, file) => name === file.id || lower(name) === lower(file.path),
  (name, file) => stemOf(name).toLowerCase() === stemOf(file.path).toLowerCase(),
  (name, file) => compact(stemOf(name)) === compact(stemOf(file.path)),
  (name, file) => {
    const [day] = daysIn(name)
    return day !== undefined && compact(name) === day && daysIn(stemOf(file.path)).includes(day)
  },
]

/** The entry of a manifest that names a file, by the surest way in which any does. Throws InputError when several do. */
function entryFor({ entries, path, file: called }: Manifest, file: ControlledFile): ControlEntry | undefined {
  const way = ways.find((fits) => entries.some(({ names }) => names.some((name) => fits(name, file, path))))
  if (way === undefined) return undefined
  const found = entries.filter(({ names }) => names.some((name) => way(name, file, path)))
  const [first, second] = found
  if (first !== undefined && second !== undefined) {
    const lines = found.map(({ place }) => place.line).join(', ')
    throw new InputError(`${found.length} entries speak of ${basename(file.path)}, on lines ${lines}`, { ...second.place, file: called }, 'keep one of them, or name the file exactly')
  }
  const parts = first?.cells.filter(({ key }) => key === 'path') ?? []
  if (parts.length > 1) throw new InputError(`an entry states totals of ${parts.length} files together`, first?.place, 'state them for each file')
  return first
}

const nameless = ({ entries }: Manifest): ControlEntry | undefined => (entries.length === 1 && entries[0]?.names.length === 0 ? entries[0] : undefined)

/** What a control file that the config names states of an extract's file. Throws InputError when it says nothing of it, or not one thing. */
export async function controlsIn(controlPath: string, file: ControlledFile): Promise<FileControls> {
  const manifest = await readManifest(controlPath)
  const entry = entryFor(manifest, file) ?? nameless(manifest)
  if (entry !== undefined) return statedBy(entry, manifest.file, 'named')
  const names = manifest.entries.flatMap((one) => one.names.slice(0, 1))
  const remedy = names.length === 0 ? 'give its entries a key or column file' : `it names ${names.slice(0, 20).join(', ')}${names.length > 20 ? ', …' : ''}`
  throw new InputError(`says nothing of ${basename(file.path)}`, { file: manifest.file }, remedy)
}

const endings = ['.json', '.yaml', '.yml', '.csv']
const shared = ['manifest', 'control_totals', 'controls', 'control', 'datapackage'].flatMap((name) => endings.map((ending) => `${name}${ending}`))

/** Names of files beside a data file that may state its totals: those made for it, then those made for the whole folder. */
function candidates(path: string): { readonly own: ReadonlySet<string>; readonly shared: ReadonlySet<string> } {
  const [base, stem] = [lower(path), stemOf(path).toLowerCase()]
  const own = [base, stem].flatMap((name) => ['.manifest', '_manifest', '.control', '_control', ''].flatMap((mark) => endings.map((ending) => `${name}${mark}${ending}`)))
  const others = (names: readonly string[]): Set<string> => new Set(names.filter((name) => name !== base && name !== `${stem}.csv`))
  return { own: others(own), shared: others(shared) }
}

const measures = ['rows', 'keys', 'units', 'amount', 'bytes', 'hash', 'cutoff', 'delivered'] as const

/** What two documents state together. Throws InputError where they state one thing differently. */
function merged(one: FileControls, other: FileControls, file: string): FileControls {
  const torn = measures.find((measure) => one[measure] !== undefined && other[measure] !== undefined && one[measure] !== other[measure])
  if (torn !== undefined) {
    throw new InputError(`${one.source} and ${other.source} state different ${torn} of ${file}`, { file: other.source }, 'remove the one that is not of this delivery, or name the other in a config')
  }
  return { ...other, ...one, source: `${one.source}, ${other.source}` }
}

/**
 * What the files beside a data file state of it, for a command without a config: `<file>.json`, `<file>.manifest.csv`, `manifest.json`,
 * `datapackage.json` and the like. Undefined when none does. Throws InputError for what cannot be read and for documents that disagree.
 */
export async function controlsBeside(file: ControlledFile): Promise<FileControls | undefined> {
  const folder = dirname(file.path)
  const { own, shared: ofFolder } = candidates(file.path)
  let found: FileControls | undefined
  for (const name of (await readdir(folder)).sort()) {
    const made = own.has(name.toLowerCase())
    const path = join(folder, name)
    if (!made && !ofFolder.has(name.toLowerCase())) continue
    const facts = await stat(path)
    if (!facts.isFile() || facts.size > largestManifest || facts.size === 0) continue
    const manifest = await readManifest(path)
    const only = nameless(manifest)
    if (!made && only !== undefined && statesTotals(only)) {
      throw new InputError('states totals and does not say of which file', { ...only.place, file: name }, `add file: ${basename(file.path)}, or name it ${stemOf(file.path)}.manifest.json`)
    }
    const entry = entryFor(manifest, file) ?? (made ? only : undefined)
    if (entry === undefined) continue
    const controls = statedBy(entry, name, 'any')
    found = found === undefined ? controls : merged(found, controls, basename(file.path))
  }
  return found
}
