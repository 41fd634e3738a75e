import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type Tinypool from 'tinypool'
import { InterruptedError } from './errors.js'

/** Pieces of work for each thread that are with it or wait for it: none is ever without. */
const waiting = 2

/**
 * Threads that do pieces of work, each a call of the function that a module exports by default. What is handed over is copied, but for arrays that are
 * shared (`sharedArray`).
 */
export class Threads<Piece, Result> {
  private constructor(
    private readonly pool: Tinypool,
    private readonly signal: AbortSignal,
    private readonly count: number,
  ) {}

  /** Opens so many threads, or none, undefined, where the module is not there compiled: then whoever asks does the work. */
  static async open<Piece, Result>(module: URL, count: number, signal: AbortSignal): Promise<Threads<Piece, Result> | undefined> {
    const filename = fileURLToPath(module)
    if (!existsSync(filename)) return undefined
    const { default: Pool } = await import('tinypool')
    return new Threads<Piece, Result>(new Pool({ filename, minThreads: count, maxThreads: count, concurrentTasksPerWorker: 1 }), signal, count)
  }

  /** The most pieces that are under way at once. */
  get underWay(): number {
    return this.count * waiting + 1
  }

  /** The results of pieces in their order, some of which are worked on at once. Throws InterruptedError when the signal is given. */
  async *inOrder(pieces: Iterable<Piece> | AsyncIterable<Piece>): AsyncGenerator<Result> {
    const running: Promise<Result>[] = []
    const first = async (): Promise<Result> => await (running.shift() as Promise<Result>)
    for await (const piece of pieces) {
      const result = this.#run(piece)
      // It is awaited in its turn, or not at all where an earlier one fails.
      result.catch(() => undefined)
      running.push(result)
      if (running.length === this.underWay) yield await first()
    }
    while (running.length > 0) yield await first()
  }

  async #run(piece: Piece): Promise<Result> {
    try {
      return (await this.pool.run(piece, { signal: this.signal })) as Result
    } catch (error) {
      throw this.signal.aborted ? new InterruptedError('interrupted') : error
    }
  }

  async close(): Promise<void> {
    await this.pool.destroy()
  }
}

/** The results of pieces in their order: of threads, where there are any, else of `work`, one after the other. */
export async function* inOrder<Piece, Result>(threads: Threads<Piece, Result> | undefined, pieces: Iterable<Piece> | AsyncIterable<Piece>, work: (piece: Piece) => Result): AsyncGenerator<Result> {
  if (threads !== undefined) yield* threads.inOrder(pieces)
  else for await (const piece of pieces) yield work(piece)
}
