import { createHash } from 'node:crypto'
import { basename, dirname, join, relative } from 'node:path'
import type { CheckedConfig } from '../config/check.js'
import { asOf } from '../config/as-of.js'
import { historyText } from '../config/history.js'
import { configSchema, type Config } from '../config/schema.js'
import { configToYaml } from '../config/to-yaml.js'
import { withNamedSecret, withRelativeSecret } from './encrypt/secret.js'
import { sha256Of } from './hashes.js'
import type { InputHashes } from './plan.js'
import { version } from './versions.js'

type Of = { readonly system?: string; readonly extract?: string; readonly match?: string }

/** The config with each file, that of an extract, its control file, a ledger, labels, the history of quality and the text of exhibits, named anew. */
const withFiles = (
  config: Config,
  fileOf: (of: Of, file: string, what: 'data' | 'controls' | 'ledger' | 'labels' | 'history') => string,
  selectOf: (exhibit: string, file: string) => string,
): Config => ({
  ...config,
  exhibits: config.exhibits.map((exhibit) => (exhibit.sql_file === undefined ? exhibit : { ...exhibit, sql_file: selectOf(exhibit.name, exhibit.sql_file) })),
  ...(config.quality?.history === undefined ? {} : { quality: { ...config.quality, history: fileOf({ system: '' }, config.quality.history, 'history') } }),
  matches: config.matches.map((match) => ({ ...match, ...(match.labels === undefined ? {} : { labels: fileOf({ match: match.name }, match.labels, 'labels') }) })),
  systems: Object.fromEntries(
    Object.entries(config.systems).map(([name, system]) => [
      name,
      {
        ...system,
        ...(system.corrections === undefined ? {} : { corrections: fileOf({ system: name }, system.corrections, 'ledger') }),
        extracts: system.extracts.map((extract) => {
          const { id, file, control_totals: totals } = extract
          const of = { system: name, extract: id }
          const controls = totals !== 'none' && 'file' in totals ? { control_totals: { file: fileOf(of, totals.file, 'controls') } } : {}
          return { ...extract, ...controls, file: fileOf(of, file, 'data') }
        }),
      },
    ]),
  ),
})

/** The config as it says the same wherever the files and the results are, whoever signs them and whatever runs beside it: files by their names alone. */
export function logicalConfig(config: Config): Config {
  const { sign: _, ...outputs } = withNamedSecret(config).outputs
  const named = withFiles(config, (_of, file) => basename(file), (_of, file) => basename(file))
  return { ...named, outputs: { ...outputs, folder: '.' }, runs: configSchema.shape.runs.parse(undefined) }
}

/** The same as text. */
export const logicalConfigText = (config: Config): string => configToYaml(logicalConfig(config))

/** The config with paths that lead from `folder` to the files and to the folder of runs. */
export function relocated(config: Config, { extracts, ledgers, controls, labels, exhibits, history }: CheckedConfig, folder: string): Config {
  const selectOf = (name: string, file: string): string => {
    const path = exhibits.find((exhibit) => exhibit.name === name)?.file?.path
    return path === undefined ? file : relative(folder, path)
  }
  const moved = withFiles(config, ({ system, extract: id = '', match = '' }, file, what) => {
    const found = {
      data: () => extracts.find((extract) => extract.system === system && extract.id === id)?.path,
      controls: () => controls.get(id)?.path,
      history: () => history?.path,
      ledger: () => ledgers.find((ledger) => ledger.system === system)?.path,
      labels: () => labels.get(match)?.path,
    }[what]()
    return found === undefined ? file : relative(folder, found)
  }, selectOf)
  // Who runs it again signs it with a key of their own.
  const { sign: _, ...outputs } = withRelativeSecret(config, folder).outputs
  return { ...moved, outputs: { ...outputs, folder: relative(folder, dirname(folder)) } }
}

/** SHA-256 of the file of each extract, by path. */
export async function inputHashes({ extracts }: CheckedConfig): Promise<InputHashes> {
  const hashes = new Map<string, string>()
  for (const { path } of extracts) hashes.set(path, hashes.get(path) ?? (await sha256Of(path)))
  return hashes
}

/** The hash of inputs, config and version: two runs that share it give the same bytes. */
export async function runHash(config: Config, { extracts, ledgers, controls, labels, exhibits, history }: CheckedConfig, hashes: InputHashes): Promise<string> {
  const hash = createHash('sha256').update(version).update('\0').update(logicalConfigText(config))
  for (const { system, id, path } of extracts) hash.update(`\0${system}\0${id}\0${hashes.get(path) ?? ''}`)
  for (const { system, path } of ledgers) hash.update(`\0${system}\0${await sha256Of(path)}`)
  for (const [id, { path }] of controls) hash.update(`\0${id}\0${await sha256Of(path)}`)
  for (const [match, { path }] of labels) hash.update(`\0${match}\0${await sha256Of(path)}`)
  for (const { name, file } of exhibits) if (file !== undefined) hash.update(`\0${name}\0${file.sha256}`)
  if (history !== undefined) hash.update(`\0${historyText(history.lines)}`)
  return hash.digest('hex')
}

/** `<config>-<as of>-<8 digits of the hash of inputs, config and version>`; a config without dated deliveries has no middle part. */
export const nameOf = (config: Config, hash: string): string => [config.name, asOf(config), hash.slice(0, 8)].filter((part) => part !== '').join('-')

/** The name of the folder of a run. */
export const runName = async (config: Config, checked: CheckedConfig): Promise<string> => nameOf(config, await runHash(config, checked, await inputHashes(checked)))

/** Where `crosswalk run` puts its folders: as asked for, else as the config says, relative to it. */
export const runsFolder = (configPath: string, config: Config, asked?: string): string => asked ?? join(dirname(configPath), config.outputs.folder)
