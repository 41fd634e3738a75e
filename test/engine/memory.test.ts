import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { assert, integer, property } from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { InputError } from '../../src/engine/errors.js'
import { MemoryShare } from '../../src/engine/memory-share.js'
import { defaultMemory, engineMemory, parseMemory, requireArrays } from '../../src/engine/memory.js'

describe('memory', () => {
  test.each([['4GB', 4e9], ['500 MiB', 500 * 2 ** 20], ['1.5gb', 1.5e9], ['1TiB', 2 ** 40]])('%s is %d bytes', (text, bytes) => {
    expect(parseMemory(text)).toBe(bytes)
  })

  test.each(['4', 'GB', '', '4 apples', '-1GB', '4GB4'])('%j is refused with a remedy', (text) => {
    expect(() => parseMemory(text)).toThrow(/is not an amount of memory\n {2}remedy: write a number and a unit/)
  })

  test('DuckDB gets what is left when Node, the scanner and what is not counted have theirs', () => {
    assert(
      property(integer({ min: 600, max: 100_000 }), (megabytes) => {
        const engine = parseMemory(engineMemory(`${megabytes}MB`))
        const left = Math.max(0.5 * megabytes * 1e6 - 50e6, 0.9 * megabytes * 1e6 - 600e6)
        return engine > 200e6 && engine <= left && engine > left - 2 ** 20
      }),
    )
  })

  test('too little is refused, and the default is enough', () => {
    expect(() => engineMemory('599MB')).toThrow(InputError)
    expect(parseMemory(engineMemory(defaultMemory()))).toBeGreaterThan(1e8)
  })

  test('arrays that leave the database too little are refused with the least that would do, which does', () => {
    const engine = parseMemory(engineMemory('600MB'))
    expect(() => requireArrays('match people: what it takes', engine * 0.6, engine)).not.toThrow()
    expect(() => requireArrays('match people: what it takes', 300e6, engine)).toThrow(
      'match people: what it takes takes 300 MB, more than the 149 MB that the database can spare\n  remedy: give more by --memory: at least 1200MB',
    )
    assert(
      property(integer({ min: 1, max: 100_000 }), (megabytes) => {
        try {
          requireArrays('it', megabytes * 1e6, engine)
        } catch (error) {
          const least = /at least (\d+MB)/.exec(error instanceof Error ? error.message : '')?.[1] ?? ''
          requireArrays('it', megabytes * 1e6, parseMemory(engineMemory(least)))
        }
      }),
    )
  })

  test('what arrays take is taken from the database while they live, and given back', async () => {
    const limits: number[] = []
    // What tests before left lying, which Node would collect meanwhile.
    setFlagsFromString('--expose-gc')
    const collect = runInNewContext('gc') as () => void
    collect()
    const share = new MemoryShare(1e9, async (bytes) => void limits.push(bytes))
    await share.follow(true)
    expect(limits).toEqual([])
    let arrays: Uint8Array[] = Array.from({ length: 4 }, () => new Uint8Array(75e6))
    await share.follow(false)
    expect(limits).toHaveLength(1)
    // 300 MB, of which 100 MB were left out before.
    expect(limits[0]).toBeGreaterThan(0.7e9)
    expect(limits[0]).toBeLessThan(0.9e9)
    expect(arrays.map((array) => array.length)).toEqual([75e6, 75e6, 75e6, 75e6])
    arrays = Array.from({ length: 2 }, () => new Uint8Array(700e6))
    await share.follow(true)
    expect(limits.at(-1)).toBe(0.4e9)
    arrays = []
    // What was collected is given back by a thread of its own.
    await vi.waitFor(async () => {
      await share.follow(true)
      expect(limits.at(-1)).toBeGreaterThan(0.95e9)
    }, 5000)
    expect(arrays).toEqual([])
  })

  test('a limit that cannot be set is tried again', async () => {
    let refused = 0
    const share = new MemoryShare(1e9, () => {
      refused += 1
      return Promise.reject(new Error('Out of Memory Error'))
    })
    const array = new Uint8Array(300e6)
    await share.follow(false)
    await share.follow(false)
    expect(refused).toBe(2)
    expect(array).toHaveLength(300e6)
  })
})
