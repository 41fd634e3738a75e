import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { expect } from 'vitest'
import { parseDocument, visit } from 'yaml'
import { runConfig } from '../../src/index.js'
import { manifestSchema, type Manifest } from '../../src/run/manifest-schema.js'
import { filesIn, hashedFiles } from '../../src/run/hashes.js'
import { crosswalkProcess } from '../cli/process.js'

/** A run and everything in its folder. */
export interface Made {
  readonly folder: string
  readonly manifest: Manifest
  /** sha256 of every file but run.json, by its path in the folder. */
  readonly files: ReadonlyMap<string, string>
}

export interface How {
  readonly threads?: number
  readonly memory?: string
  readonly env?: Readonly<Record<string, string>>
  /** The path of another Node. */
  readonly node?: string
}

/** Runs a config as a process into `runs` beside its folder. */
export async function made(config: string, { threads = 1, memory = '1GB', env = {}, node = process.execPath }: How = {}): Promise<Made> {
  const args = ['run', config, '--quiet', '--threads', String(threads), '--memory', memory, '--out', join(dirname(dirname(config)), 'runs')]
  const { code, lastLine, stderr } = await crosswalkProcess(args, { node, env: { ...process.env, ...env } })
  expect([0, 1], stderr).toContain(code)
  return await readMade(lastLine)
}

async function readMade(folder: string): Promise<Made> {
  const files = await hashedFiles(folder, filesIn(folder).filter((file) => file !== 'run.json'))
  return { folder, manifest: manifestSchema.parse(JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8'))), files: new Map(files.map(({ file, sha256 }) => [file, sha256])) }
}

/** The same in the process of the tests, where nothing of a process is asked for. */
export const madeHere = async (config: string, threads: number): Promise<Made> =>
  await readMade((await runConfig(config, { threads, memory: '1GB', runs: join(dirname(dirname(config)), 'runs') })).folder)

/** Two runs are the same: name, all files, and run.json but for environment and timings. */
export function expectSame(one: Made, other: Made): void {
  const names = [...new Set([...one.files.keys(), ...other.files.keys()])]
  expect(names.filter((file) => one.files.get(file) !== other.files.get(file))).toEqual([])
  expect(basename(other.folder)).toBe(basename(one.folder))
  const { environment: _, timings: __, ...told } = one.manifest
  expect(other.manifest).toMatchObject(told)
}

/** Tables in which a line of a file or a file's hash stands, which another order of rows changes. */
export const ofLines = /^(?:source_records_|set_aside|quarantine|extract$|extract[.]|extract_file|composite_(?!conflict)|quality_failure)/

/** Two runs of the same rows in another order are the same but for lines of files and hashes of files. */
export function expectSameRows(one: Made, other: Made): void {
  const hashes = ({ manifest }: Made): (readonly [string, string, string | undefined])[] => manifest.tables.filter(({ table }) => !ofLines.test(table)).map(({ table, sha256, csv }) => [table, sha256, csv?.sha256] as const)
  expect(other.manifest.inputs.map(({ sha256 }) => sha256)).not.toEqual(one.manifest.inputs.map(({ sha256 }) => sha256))
  expect(hashes(other)).toEqual(hashes(one))
  expect(other.manifest.identities).toEqual(one.manifest.identities)
  expect(other.manifest.tables.map(({ table, rows }) => [table, rows])).toEqual(one.manifest.tables.map(({ table, rows }) => [table, rows]))
  const [mine, others] = [one, other].map(({ folder }) => readFileSync(join(folder, 'summary.json'), 'utf8').replaceAll(/"[0-9a-f]{64}"/g, '"sha256"'))
  expect(others === mine, 'summary.json but for hashes of files').toBe(true)
  for (const file of ['crosswalk.yaml', 'chosen.yaml']) expect(other.files.get(file), file).toBe(one.files.get(file))
}

/** Puts the keys of every map of a config, systems and fields too, into the reverse order; lists stay. */
export function permuteKeys(config: string): void {
  const document = parseDocument(readFileSync(config, 'utf8'))
  const keys = (): string => JSON.stringify(document.toJS())
  const before = keys()
  visit(document, { Map: (_, node) => void (node.items = node.items.toReversed()) })
  expect(keys()).not.toBe(before)
  writeFileSync(config, String(document))
}

/** Files in a new folder of `root`, and the path of `configs/crosswalk.yaml` among them. */
export function placed(root: string, files: Readonly<Record<string, string>>): string {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    writeFileSync(join(root, name), content)
  }
  return join(root, 'configs', 'crosswalk.yaml')
}
