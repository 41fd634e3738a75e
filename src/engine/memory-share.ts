import { getHeapStatistics, setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { leastPart } from './memory.js'
import { sharedBytes } from './shared.js'

/** What JavaScript may grow by, in bytes, before the database has to make room: that much was left out of its part. */
const spare = 100e6
/** Bytes of typed arrays from which it is looked which of them are in use: that takes some hundredths of a second. */
const many = 64e6
/** Bytes by which what JavaScript holds must have changed for the limit to follow. */
const step = 32e6

/** Typed arrays, those that threads share too, and the heap. `process.memoryUsage` says the same, but asks the system for more, which before every statement is felt. */
const held = (): number => {
  const { external_memory: arrays, total_heap_size: heap } = getHeapStatistics()
  return arrays + sharedBytes() + heap
}

let collect: (() => void) | undefined

/** Collects what nothing refers to any more: typed arrays weigh nothing on the heap, so that Node would leave them lying. */
function collectGarbage(): void {
  if (collect === undefined) {
    setFlagsFromString('--expose-gc')
    collect = runInNewContext('gc') as () => void
  }
  collect()
}

/**
 * Divides memory between the database and JavaScript: what typed arrays and the heap take beyond a spare amount is taken from the limit of the
 * database while they live, so that both together keep to what was given. No result depends on it: the database spills sooner.
 */
export class MemoryShare {
  /** The least that JavaScript was seen to hold: what lay about from before the database was opened is not what it grew by. */
  #least = held()
  #taken = 0

  /**
   * @param all bytes that the database has when JavaScript holds little more than it ever held since
   * @param set changes its limit; may fail where so much cannot be freed, which is tried again the next time
   */
  constructor(
    readonly all: number,
    private readonly set: (bytes: number) => Promise<void>,
  ) {}

  /** Follows what JavaScript holds; `collecting` looks first what of it is in use. */
  async follow(collecting: boolean): Promise<void> {
    if (collecting && getHeapStatistics().external_memory + sharedBytes() > many) collectGarbage()
    const now = held()
    this.#least = Math.min(this.#least, now)
    const wanted = Math.min(Math.max(0, now - this.#least - spare), this.all * (1 - leastPart))
    if (Math.abs(wanted - this.#taken) < step && (wanted > 0 || this.#taken === 0)) return
    try {
      await this.set(Math.floor(this.all - wanted))
      this.#taken = wanted
    } catch {
      // So much cannot be freed while a statement holds it.
    }
  }
}
