import type { InitFile } from '../config/init-file.js'
import { initFileOf, parseRoles, type Guesser } from './guess.js'
import { idColumn, requireIdColumn } from './id-column.js'
import { sketchFile, type FileSketch } from './sketch.js'

export interface GuessOptions {
  /** Column of the record id; default record_id, else id. */
  readonly id?: string
  /** `COLUMN=ROLE`, each overriding a guess. */
  readonly roles?: readonly string[]
}

/** A file with its guesses; `idFound` is false where no column is the record id and the first stands in for it. */
export interface GuessedFile extends InitFile {
  readonly idFound: boolean
}

/** Looks at the files and guesses what their columns mean; `needed: false` allows files without a record id. What guesses is loaded once the files are found fit. Throws InputError. */
export async function guessFiles(paths: readonly string[], guesser: () => Promise<Guesser>, { id, roles = [] }: GuessOptions = {}, needed = true): Promise<GuessedFile[]> {
  const sketches: FileSketch[] = []
  for (const path of paths) sketches.push(await sketchFile(path))
  const overrides = parseRoles(roles, sketches)
  const columns = sketches.map((sketch) => (needed ? requireIdColumn(sketch, id) : idColumn(sketch, id)))
  const loaded = await guesser()
  return sketches.map((sketch, index) => ({ ...initFileOf(sketch, columns[index] ?? sketch.header[0] ?? '', overrides, loaded), idFound: columns[index] !== undefined }))
}
