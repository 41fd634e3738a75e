import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ReconcileOptions } from '../config/reconcile-config.js'
import type { Summary } from '../report/index.js'
import { reconcileText } from '../report/reconcile/text.js'
import { guessFiles } from '../run/guess-files.js'
import type { RunResult } from '../run/run.js'
import { guesser, type WorkOptions } from './options.js'

/** Compares extracts of one system, in the order given, into the folder `out`, which must not exist or be empty. Throws InputError. */
export async function reconcileFiles(paths: readonly string[], out: string, options: ReconcileOptions & WorkOptions): Promise<RunResult> {
  const files = await guessFiles(paths, guesser, {}, false)
  const { configOfExtracts, reconcileStages } = await import('../run/reconcile.js')
  const chosen = await configOfExtracts(files, out, options)
  const [{ run }, { finishersOf }] = await Promise.all([import('../run/run.js'), import('./finishers.js')])
  return run({ ...options, ...chosen, out, stages: reconcileStages, finishers: finishersOf(options) })
}

/** What reconciling came to, from the summary of a run folder: figures for machines, and text for people. */
export function reconciled(folder: string): { readonly reconciliation: Summary['reconciliation']; readonly text: string } {
  const { reconciliation } = JSON.parse(readFileSync(join(folder, 'summary.json'), 'utf8')) as Pick<Summary, 'reconciliation'>
  return { reconciliation, text: reconcileText({ reconciliation }) }
}
