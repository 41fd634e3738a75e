import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { trustedFile, type Sql, type SqlValue } from './sql.js'

const here = dirname(fileURLToPath(import.meta.url))
// From src/engine in the sources and from dist/src/engine when compiled.
const pipelineFolder = join(here, here.includes(join('dist', 'src')) ? '../../..' : '../..', 'pipeline')

/** Slots take fragments, parameters take values; both are named in the file as `{{ slot }}` and `$parameter`. */
export type Slots = Readonly<Record<string, Sql>>
export type Params = Readonly<Record<string, SqlValue>>

const folders = readdirSync(pipelineFolder, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name)

/** The folder of a stage: `ingest` is `1-ingest`. */
export function stageFolder(stage: string): string {
  const folder = folders.find((name) => name === stage || name.replace(/^\d+-/, '') === stage)
  if (folder === undefined) throw new Error(`pipeline/ has no folder for stage ${stage}`)
  return folder
}

/** The tables of a stage that are SQL files, by name. */
export const stageFiles = (stage: string): string[] =>
  readdirSync(join(pipelineFolder, stageFolder(stage))).filter((name) => name.endsWith('.sql')).map((name) => name.slice(0, -4)).sort()

const readTemplate = (stage: string, table: string): string =>
  readFileSync(join(pipelineFolder, stageFolder(stage), `${table}.sql`), 'utf8')

/** Fills a template. Throws when a slot or parameter is missing or left over: both are faults of the program. */
export function fill(name: string, text: string, slots: Slots, params: Params): Sql {
  const used = new Set<string>()
  const take = (kind: string, key: string, from: Readonly<Record<string, Sql | SqlValue>>): { hole: Sql | SqlValue } => {
    const hole = from[key]
    if (hole === undefined) throw new Error(`${name}: ${kind} ${key} has no value`)
    used.add(`${kind} ${key}`)
    return { hole }
  }
  const parts: (string | { hole: Sql | SqlValue })[] = []
  for (const line of text.trim().replace(/;$/, '').split('\n')) {
    let from = 0
    const holes = line.startsWith('--') ? [] : line.matchAll(/\{\{\s*(\w+)\s*\}\}|\$([a-z]\w*)/g)
    for (const match of holes) {
      const [whole, slot, param] = match
      parts.push(line.slice(from, match.index), slot === undefined ? take('parameter', param ?? '', params) : take('slot', slot, slots))
      from = match.index + whole.length
    }
    parts.push(`${line.slice(from)}\n`)
  }
  for (const key of Object.keys(slots)) if (!used.has(`slot ${key}`)) throw new Error(`${name}: slot ${key} is not in the file`)
  for (const key of Object.keys(params)) if (!used.has(`parameter ${key}`)) throw new Error(`${name}: parameter ${key} is not in the file`)
  return trustedFile(parts)
}

/** The SELECT of `pipeline/<n>-<stage>/<table>.sql` with its slots and parameters filled. */
export const template = (stage: string, table: string, slots: Slots = {}, params: Params = {}): Sql =>
  fill(`${stage}/${table}.sql`, readTemplate(stage, table), slots, params)

/** The macros that stages share, one statement each, in the order of their file names. */
export const macroStatements = (): Sql[] =>
  readdirSync(join(pipelineFolder, 'macros'))
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .flatMap((name) => readFileSync(join(pipelineFolder, 'macros', name), 'utf8').split(/;\s*\n/))
    .map((statement) => statement.trim())
    .filter((statement) => statement.replaceAll(/^--.*$/gm, '').trim() !== '')
    .map((statement) => trustedFile([statement]))

/** sha256 over the SQL files of `pipeline/`, each with its name, in the order of their names. */
export function pipelineHash(): { readonly files: number; readonly sha256: string } {
  const names = readdirSync(pipelineFolder, { recursive: true, encoding: 'utf8' }).map((name) => name.replaceAll('\\', '/')).filter((name) => name.endsWith('.sql')).sort()
  const hash = createHash('sha256')
  for (const name of names) hash.update(`${name}\0`).update(readFileSync(join(pipelineFolder, name))).update('\0')
  return { files: names.length, sha256: hash.digest('hex') }
}
