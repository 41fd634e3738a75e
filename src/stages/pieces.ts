import { z } from 'zod'
import type { StageContext } from './stage.js'

/** What tells how far the code of a table has come. */
export type Going = Pick<StageContext, 'leftOff' | 'reached'>

/** Of work from which no run goes on. */
export const neverSaved: Going = { leftOff: () => undefined, reached: async () => {} }

/** Does a piece of work once, and gives what came of it, which JSON keeps: where it was done before the run was stopped, that is what is given. */
export async function once<T>(going: Going, piece: string, shape: z.ZodType<T>, work: () => Promise<T>): Promise<T> {
  const before = going.leftOff(piece, z.object({ value: shape }))
  if (before !== undefined) return before.value
  const value = await work()
  await going.reached(piece, { value })
  return value
}

/** Does once what comes before all else, such as to make a table that pieces fill. */
export async function atFirst(going: Going, work: () => Promise<void>): Promise<void> {
  await once(going, 'begun', z.literal(true), async () => {
    await work()
    return true
  })
}

const partsShape = z.object({ done: z.number(), of: z.number() })

/** Does work in so many parts, one after another, from the first that was not done before the run was stopped; into how many it was divided then holds. */
export async function inParts(going: Going, piece: string, parts: number, work: (at: number, of: number) => Promise<void>): Promise<void> {
  const { done, of } = going.leftOff(piece, partsShape) ?? { done: 0, of: parts }
  for (let at = done; at < of; at += 1) {
    await work(at, of)
    await going.reached(piece, { done: at + 1, of })
  }
}

/** Does work for each of a list that is the same whenever the run goes on, one after another. */
export async function forEach<T>(going: Going, piece: string, items: readonly T[], work: (item: T, at: number) => Promise<void>): Promise<void> {
  await inParts(going, piece, items.length, async (at) => {
    for (const item of items.slice(at, at + 1)) await work(item, at)
  })
}
