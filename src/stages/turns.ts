import { setImmediate as breath } from 'node:timers/promises'
import { InterruptedError } from '../engine/errors.js'
import type { StageContext } from './stage.js'

/** Milliseconds of work after which others have their turn. */
const turn = 250

/** How far a piece of work is. */
export type Step = readonly [done: number, of: number]

/** Rests between the steps of long work in JavaScript, so that an interruption is heard. */
export class Turns {
  #since = performance.now()

  constructor(
    private readonly context: StageContext,
    private readonly unit: string,
  ) {}

  /** To be called after each step: says how far the work is and rests, where others have waited long enough. Throws InterruptedError. */
  async rest(label: string, [done, total]: Step): Promise<void> {
    if (performance.now() - this.#since < turn) return
    this.context.emit({ kind: 'progress', done, total, unit: this.unit, label })
    await breath()
    if (this.context.signal.aborted) throw new InterruptedError('interrupted')
    this.#since = performance.now()
  }
}

/** Does work in steps, each of which says how far it is, and rests between them. Throws InterruptedError. */
export async function inTurns<T>(context: StageContext, label: string, unit: string, steps: Generator<Step, T>): Promise<T> {
  const turns = new Turns(context, unit)
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
    await turns.rest(label, step.value)
  }
}
