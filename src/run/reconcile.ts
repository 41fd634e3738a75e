import { join, relative, resolve } from 'node:path'
import { checkAgainstFiles, type CheckedConfig } from '../config/check.js'
import { crossCheck } from '../config/cross-check.js'
import type { InitFile } from '../config/init-file.js'
import { parseConfig } from '../config/load.js'
import { totalsOf } from '../config/control-entry.js'
import { controlsBeside } from '../config/control-file.js'
import { reconcileConfig, requireColumns, type ExtractFacts, type ReconcileOptions } from '../config/reconcile-config.js'
import type { Config } from '../config/schema.js'
import { configToYaml } from '../config/to-yaml.js'
import { ConfigError, InputError } from '../engine/errors.js'
import { compose } from '../stages/compose/index.js'
import { ingest } from '../stages/ingest.js'
import { quality } from '../stages/quality/index.js'
import { reconcile } from '../stages/reconcile/index.js'
import type { Stage } from '../stages/stage.js'
import { findingsOf } from './findings.js'

/** What files beside an extract state of it. */
async function factsOf({ path }: InitFile): Promise<ExtractFacts> {
  const stated = await controlsBeside({ path: resolve(path) })
  const totals = stated === undefined ? undefined : totalsOf(stated)
  return { ...(stated?.cutoff === undefined ? {} : { cutoff: stated.cutoff }), ...(totals === undefined ? {} : { control_totals: totals }) }
}

function checkCutoffs(cutoffs: readonly string[], extracts: number): void {
  if (cutoffs.length !== extracts) throw new InputError(`--cutoff has ${cutoffs.length} ${cutoffs.length === 1 ? 'day' : 'days'} for ${extracts} extracts`, {}, 'give one an extract, in their order, parted by commas')
  for (const [index, cutoff] of cutoffs.entries()) {
    const date = new Date(`${cutoff}T00:00:00Z`)
    if (!/^\d{4}-\d{2}-\d{2}$/u.test(cutoff) || Number.isNaN(date.getTime()) || !date.toISOString().startsWith(cutoff)) {
      throw new InputError(`--cutoff: "${cutoff}" is not a day of the calendar`, {}, 'write YYYY-MM-DD, one an extract, parted by commas')
    }
    const before = cutoffs[index - 1]
    if (before !== undefined && before > cutoff) throw new InputError(`--cutoff goes back, from ${before} to ${cutoff}`, {}, 'give the files in the order of delivery, the earliest first, and the cutoffs in the same order')
  }
}

/** The config by which extracts are compared into `out`, checked against them; it stands in `out` as crosswalk.yaml, with paths that lead from there. */
export async function configOfExtracts(files: readonly InitFile[], out: string, options: ReconcileOptions): Promise<{ config: Config; checked: CheckedConfig }> {
  if (files.length < 2) throw new InputError('one extract has nothing to be compared with', {}, 'give two or more, in the order of delivery')
  if (options.cutoffs !== undefined) checkCutoffs(options.cutoffs, files.length)
  requireColumns(files, options)
  const folder = resolve(out)
  const moved = files.map((file) => ({ ...file, path: relative(folder, resolve(file.path)) }))
  const loaded = parseConfig(configToYaml(reconcileConfig(moved, options, await Promise.all(files.map(factsOf)))), join(out, 'crosswalk.yaml'))
  try {
    crossCheck(loaded)
  } catch (error) {
    throw error instanceof ConfigError ? new InputError(error.what, {}, 'correct the command line, or write a config: crosswalk init') : error
  }
  const checked = await checkAgainstFiles({ ...loaded, path: join(folder, 'crosswalk.yaml') })
  return { config: checked.config, checked }
}

/** The stages of `crosswalk reconcile`: extracts are read, compared and composed; nobody is matched. */
export const reconcileStages: readonly Stage[] = [ingest, quality, reconcile, compose, { name: 'analyse', tables: () => [findingsOf(['ingest', 'quality', 'reconcile'])] }]
