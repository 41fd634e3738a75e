import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { InputError } from '../../src/engine/errors.js'
import { Random } from '../../samples/random.js'
import { clear, openGround, type BatchTarget, type Ground, type Target } from './ground.js'
import { hostileCell } from './hostile-cells.js'
import { targets } from './targets.js'

/** What cases of one target came to. */
export interface Fuzzed {
  readonly target: string
  readonly seed: number
  /** Cases tried; of targets that try many cells in a query, cells. */
  readonly cases: number
  /** Cases that ended with a result, and with a sentence. */
  readonly results: number
  readonly sentences: number
  readonly failures: readonly Failure[]
  /** Milliseconds of the slowest case or query, and of all. */
  readonly slowest: number
  readonly took: number
}

/** A case that broke a promise; seed and number make it again. */
export interface Failure {
  readonly target: string
  readonly seed: number
  readonly number: number
  readonly what: string
}

export interface FuzzOptions {
  readonly seed: number
  readonly root: string
  /** No further case is begun after so long. */
  readonly seconds?: number
  /** The number of the first case; of many cells in a query, the number of the query. */
  readonly first?: number
}

/** Milliseconds that a case may take. */
const allowed = (target: Target): number => ('tryText' in target ? 2_000 : 'tryCase' in target ? (target.seconds ?? 10) * 1000 : 10_000)
/** Cases of functions between two looks at what stands on the disk and in the database. */
const between = 500

const cellsOf = (target: BatchTarget, random: Random): string[] => Array.from({ length: target.cells }, (_, at) => hostileCell(random.child(at)))

export const sizeOf = (target: string): number => {
  const known = targets[target]
  if (known === undefined) throw new RangeError(`there is no target ${target}`)
  return 'cells' in known ? known.cells : 1
}

async function tryOne(target: Target, ground: Ground, random: Random): Promise<void> {
  if ('tryCase' in target) await target.tryCase(ground, random)
  else if ('tryText' in target) target.tryText(target.input(random), random)
  else await target.tryCells(ground, cellsOf(target, random), random)
}

/**
 * Tries hostile inputs of one target, each numbered case with a stream of its own. A case must end within ten seconds, one of functions alone within two, a whole run within sixty, with a result or an error
 * that is a sentence with a remedy, and leave neither a file nor a table that is not of this project.
 */
export async function fuzz(name: string, cases: number, { seed, root, seconds = Infinity, first = 0 }: FuzzOptions): Promise<Fuzzed> {
  const [size, target] = [sizeOf(name), targets[name] as Target]
  const ground = await openGround(root)
  const failures: Failure[] = []
  const stream = Random.seeded(seed).child(name)
  const begin = performance.now()
  let [results, sentences, slowest, number] = [0, 0, 0, first]
  const failed = (what: string): void => void failures.push({ target: name, seed, number, what })
  for (; (number - first) * size < cases && performance.now() - begin < seconds * 1000; number += 1) {
    const start = performance.now()
    try {
      await tryOne(target, ground, stream.child(number))
      results += size
    } catch (error) {
      if (error instanceof InputError && error.what !== '') sentences += size
      else failed(error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 300) : 'not an error')
    }
    const took = performance.now() - start
    slowest = Math.max(slowest, took)
    if (took > allowed(target)) failed(`took ${Math.round(took)} ms`)
    if ('tryText' in target && number % between > 0) continue
    await clear(root, ground).catch((error: unknown) => failed(error instanceof Error ? error.message : 'not cleared'))
  }
  await clear(root, ground).catch((error: unknown) => failed(error instanceof Error ? error.message : 'not cleared'))
  ground.database.close()
  return { target: name, seed, cases: (number - first) * size, results, sentences, failures, slowest, took: performance.now() - begin }
}

/** The bytes of a case, for a person who looks into a failure: its input is left in the folder, with what was said of it. */
export async function keepCase(name: string, number: number, seed: number, root: string): Promise<void> {
  const ground = await openGround(root)
  sizeOf(name)
  const target = targets[name] as Target
  const random = (): Random => Random.seeded(seed).child(name).child(number)
  mkdirSync(ground.inputs, { recursive: true })
  if ('input' in target) writeFileSync(join(ground.inputs, 'input'), target.input(random()), { mode: 0o600 })
  if ('cells' in target) writeFileSync(join(ground.inputs, 'cells.json'), JSON.stringify(cellsOf(target, random()), undefined, 1), { mode: 0o600 })
  const said: unknown = await tryOne(target, ground, random()).then(() => 'a result', (error: unknown) => error)
  writeFileSync(join(root, 'said.txt'), said instanceof Error ? (said.stack ?? said.message) : String(said), { mode: 0o600 })
  ground.database.close()
}
