import { expect, test } from 'vitest'
import { z } from 'zod'
import { atFirst, forEach, inParts, once, type Going } from '../../src/stages/pieces.js'

class Stopped extends Error {}

/** Keeps what is told, as JSON does; stops at the n-th time. */
function going(told: Map<string, string>, stopAt = Infinity): Going {
  let times = 0
  return {
    leftOff: (piece, shape) => {
      const text = told.get(piece)
      return text === undefined ? undefined : shape.parse(JSON.parse(text))
    },
    reached: async (piece, value) => {
      told.set(piece, JSON.stringify(value))
      times += 1
      if (times === stopAt) throw new Stopped()
      await Promise.resolve()
    },
  }
}

/** Work of several pieces, some in others, that leaves a line for each thing done. */
async function work(context: Going, did: string[], parts: number): Promise<number> {
  await atFirst(context, async () => void did.push('first'))
  const found = await once(context, 'found', z.array(z.tuple([z.number(), z.number()])), async () => {
    await inParts(context, 'looked at', parts, async (at, of) => void did.push(`part ${at + 1} of ${of}`))
    return [[did.length, 2]]
  })
  await forEach(context, 'each', ['a', 'b'], async (item) => void did.push(`${item} of ${found[0]?.[0]}`))
  return found.length
}

test('work that is stopped anywhere does the rest when it is called again, each thing once, into as many parts as it was begun with', async () => {
  const whole: string[] = []
  await work(going(new Map()), whole, 3)
  expect(whole).toEqual(['first', 'part 1 of 3', 'part 2 of 3', 'part 3 of 3', 'a of 4', 'b of 4'])
  for (let stopAt = 1; stopAt <= 7; stopAt += 1) {
    const told = new Map<string, string>()
    const did: string[] = []
    await expect(work(going(told, stopAt), did, 3)).rejects.toThrow(Stopped)
    // With another memory it would be divided otherwise.
    expect(await work(going(told), did, stopAt === 1 ? 3 : 9)).toBe(1)
    expect(did, `stopped at ${stopAt}`).toEqual(whole)
  }
})
