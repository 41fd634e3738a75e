import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { InputError } from '../../src/engine/errors.js'
import { Random } from '../../samples/random.js'
import { clear, openGround, targets } from './targets.js'

/** What cases of one target came to. */
export interface Fuzzed {
  readonly target: string
  readonly cases: number
  /** Cases that ended with a result; the others ended with a sentence. */
  readonly results: number
  readonly failures: readonly Failure[]
  readonly slowest: number
}

/** A case that broke a promise; seed and number make it again. */
export interface Failure {
  readonly target: string
  readonly number: number
  readonly what: string
}

const slow = 10_000

/** Files that a case may leave under the root until it is cleared. */
const ours = /^(?:inputs|work)(?:\/[\w.]+\.(?:csv|ya?ml|json))?$/

function requireOurs(root: string): void {
  const foreign = readdirSync(root, { recursive: true, encoding: 'utf8' }).find((name) => !ours.test(name))
  if (foreign !== undefined) throw new Error('a file stands where none should')
}

/**
 * Tries mutated files of one target, each numbered case with a stream of its own. A case must end within ten seconds, with a result or an error
 * that is a sentence with a remedy, and leave neither a file nor a table that is not of this project. No further case is begun after so many seconds.
 */
export async function fuzz(target: string, cases: number, { seed, root, seconds = Infinity }: { readonly seed: number; readonly root: string; readonly seconds?: number }): Promise<Fuzzed> {
  const tryCase = targets[target]
  if (tryCase === undefined) throw new RangeError(`there is no target ${target}`)
  const ground = await openGround(root)
  const failures: Failure[] = []
  const begin = performance.now()
  let [results, slowest, number] = [0, 0, 0]
  for (; number < cases && performance.now() - begin < seconds * 1000; number += 1) {
    const start = performance.now()
    try {
      await tryCase(ground, Random.seeded(seed).child(target).child(number))
      results += 1
    } catch (error) {
      const sentence = error instanceof InputError && error.what !== ''
      if (!sentence) failures.push({ target, number, what: error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 300) : 'not an error' })
    }
    const took = performance.now() - start
    slowest = Math.max(slowest, took)
    if (took > slow) failures.push({ target, number, what: `took ${Math.round(took)} ms` })
    try {
      requireOurs(root)
      await clear(ground)
    } catch (error) {
      failures.push({ target, number, what: error instanceof Error ? error.message : 'not cleared' })
    }
  }
  ground.database.close()
  return { target, cases: number, results, failures, slowest }
}

/** The bytes of a case, for a person who looks into a failure: its input files are left in the folder. */
export async function keepCase(target: string, number: number, seed: number, root: string): Promise<void> {
  const ground = await openGround(root)
  const said: unknown = await targets[target]?.(ground, Random.seeded(seed).child(target).child(number)).then(() => 'a result', (error: unknown) => error)
  writeFileSync(join(root, 'said.txt'), said instanceof Error ? (said.stack ?? said.message) : String(said), { mode: 0o600 })
  ground.database.close()
}
