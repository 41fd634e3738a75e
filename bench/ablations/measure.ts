import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { loadConfig } from '../../src/config/load.js'
import { configToYaml } from '../../src/config/to-yaml.js'
import { scoreOf } from '../accuracy/measure.js'
import type { LabelledSet } from '../accuracy/sets.js'
import { match, runConfigFile } from '../scoring/match-run.js'
import type { Rates } from '../../src/model/evaluation.js'
import type { Score } from '../scoring/score.js'
import type { Ablation } from './ablation.js'

/** False and missed pairs together, of how many true ones, and F1. */
export interface Wrong {
  readonly f1: number
  readonly wrong: number
}

/** What a run reached; `failure` where it did not, and null where the mechanism has no part in the set. */
export interface Figures {
  readonly pairs: Wrong
  readonly entities: Wrong
  readonly ece: number | null
  readonly seconds: number
}
export type Outcome = Figures | { readonly failure: string } | null

/** Outcomes by set, then by ablation; `full` is the run of the whole engine. */
export type Outcomes = Record<string, Record<string, Outcome>>

const wrongOf = ({ precision, recall, f1 }: Rates, truePairs: number): Wrong => {
  const hits = recall * truePairs
  return { f1, wrong: Math.round(truePairs - hits + (precision === 0 ? 0 : hits / precision - hits)) }
}

/** The figures of a score; pairs that entities imply are counted back from their rates. */
export const figuresOf = ({ true_pairs: truePairs, at_half: half, clustered, ece }: Score, seconds: number): Figures => ({
  pairs: { f1: half.f1, wrong: truePairs + half.predicted - 2 * half.true_positives },
  entities: wrongOf(clustered, truePairs),
  ece,
  seconds: Math.round(seconds * 10) / 10,
})

/** Matches a set without configuration into `folder`; the run stays there, for its config. */
async function whole(set: LabelledSet, data: string, folder: string, limit: number): Promise<Outcome> {
  const files = set.files.map((file) => resolve(data, file))
  if (!files.every((file) => existsSync(file))) return { failure: 'its files are not there' }
  mkdirSync(folder, { recursive: true })
  const run = join(folder, 'full')
  const ended = await match(files, run, set.options, limit)
  return ended.failure === undefined ? figuresOf(await scoreOf(set, run, data), ended.seconds) : { failure: ended.failure }
}

/** Runs the config of the full run in `folder` again, less one mechanism. */
async function less(ablation: Ablation, set: LabelledSet, data: string, folder: string, limit: number): Promise<Outcome> {
  const full = join(folder, 'full')
  const changed = ablation.change((await loadConfig(join(full, 'crosswalk.yaml'))).config)
  if (changed === undefined) return null
  const path = join(full, `without-${ablation.name}.yaml`)
  writeFileSync(path, configToYaml(changed))
  const ended = await runConfigFile(path, join(folder, ablation.name), limit)
  const outcome = ended.failure === undefined ? figuresOf(await scoreOf(set, ended.run, data), ended.seconds) : { failure: ended.failure }
  rmSync(join(folder, ablation.name), { recursive: true, force: true })
  return outcome
}

/** Measures a set in full and less each mechanism that `known` does not hold yet; `tell` is called with each outcome as it comes. */
export async function measureSet(
  set: LabelledSet,
  ablations: readonly Ablation[],
  known: Readonly<Record<string, Outcome>>,
  where: { readonly data: string; readonly folder: string; readonly limit: number },
  tell: (name: string, outcome: Outcome) => void,
): Promise<void> {
  const wanted = ablations.filter(({ name }) => !(name in known))
  if (wanted.length === 0 && 'full' in known) return
  const folder = join(where.folder, set.name)
  const full = await whole(set, where.data, folder, where.limit)
  tell('full', full)
  if (full === null || 'failure' in full) return
  for (const ablation of wanted) tell(ablation.name, await less(ablation, set, where.data, folder, where.limit))
  rmSync(folder, { recursive: true, force: true })
}
