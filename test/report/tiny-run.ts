import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArguments } from '../../samples/arguments.js'
import { generateSamples } from '../../samples/samples.js'
import { checkAgainstFiles } from '../../src/config/check.js'
import { crossCheck } from '../../src/config/cross-check.js'
import { loadConfig } from '../../src/config/load.js'
import type { Config } from '../../src/config/schema.js'
import { writeReport } from '../../src/report/index.js'
import type { Summary } from '../../src/report/summary.js'
import { run } from '../../src/run/run.js'
import { temporaryFolder } from '../temporary.js'

export interface TinyRun {
  readonly folder: string
  readonly page: string
  readonly summary: Summary
}

function read(folder: string): TinyRun {
  const summary: Summary = JSON.parse(readFileSync(join(folder, 'summary.json'), 'utf8'))
  return { folder, page: readFileSync(join(folder, 'report.html'), 'utf8'), summary }
}

/** The example config on tiny samples, changed as asked, with its report. */
export async function tinyRun(change: (config: Config) => Config, title?: string): Promise<TinyRun> {
  const parent = temporaryFolder('report')
  const samples = join(parent, 'samples')
  generateSamples(parseArguments(['--size', 'tiny', '--out', samples]))
  const yaml = readFileSync(resolve('configs/trafficking.yaml'), 'utf8').replaceAll('../samples/out/', `${samples}/`)
  writeFileSync(join(parent, 'config.yaml'), yaml)
  const loaded = await loadConfig(join(parent, 'config.yaml'))
  crossCheck(loaded)
  const checked = await checkAgainstFiles(loaded)
  const finish = {
    what: 'report',
    finish: async ({ database, config, plan, folder, tables: { exported } }: Parameters<NonNullable<Parameters<typeof run>[0]['finishers']>[number]['finish']>[0]) => {
      const { name, floor, bands } = config
      await writeReport({ database, folder, name, asOf: plan.asOf, version: '0.0.0', limits: { floor, ...bands }, files: exported, config, ...(title === undefined ? {} : { title }) })
    },
  }
  const { folder } = await run({ config: change(checked.config), checked, out: join(parent, 'run'), memory: '1GB', finishers: [finish] })
  return read(folder)
}

/** Two matches of six: enough for every section, and quick. */
export const fewMatches = (config: Config): Config => ({
  ...config,
  matches: config.matches.filter(({ name }) => name === 'subjects_petitioners' || name === 't_and_u_applicants'),
})
