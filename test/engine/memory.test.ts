import { assert, integer, property } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { InputError } from '../../src/engine/errors.js'
import { defaultMemory, engineMemory, parseMemory } from '../../src/engine/memory.js'

describe('memory', () => {
  test.each([['4GB', 4e9], ['500 MiB', 500 * 2 ** 20], ['1.5gb', 1.5e9], ['1TiB', 2 ** 40]])('%s is %d bytes', (text, bytes) => {
    expect(parseMemory(text)).toBe(bytes)
  })

  test.each(['4', 'GB', '', '4 apples', '-1GB', '4GB4'])('%j is refused with a remedy', (text) => {
    expect(() => parseMemory(text)).toThrow(/is not an amount of memory\n {2}remedy: write a number and a unit/)
  })

  test('DuckDB gets what is left when Node and the scanner have theirs', () => {
    assert(
      property(integer({ min: 600, max: 100_000 }), (megabytes) => {
        const engine = parseMemory(engineMemory(`${megabytes}MB`))
        return engine > 0 && engine + 329e6 <= megabytes * 1e6 && engine + 333e6 > megabytes * 1e6
      }),
    )
  })

  test('too little is refused, and the default is enough', () => {
    expect(() => engineMemory('599MB')).toThrow(InputError)
    expect(parseMemory(engineMemory(defaultMemory()))).toBeGreaterThan(1e8)
  })
})
