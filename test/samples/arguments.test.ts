import { describe, expect, it } from 'vitest'
import { parseArguments } from '../../samples/arguments.js'

describe('parseArguments', () => {
  it('defaults to the full samples of seed 1', () => {
    expect(parseArguments([])).toEqual({ out: 'samples/out', size: 'full', seed: 1, scale: 1 })
  })

  it('reads every option', () => {
    expect(parseArguments(['--out', 'x', '--size', 'tiny', '--seed', '7', '--scale=20'])).toEqual({ out: 'x', size: 'tiny', seed: 7, scale: 20 })
  })

  it.each([[['--size', 'huge'], /--size/], [['--seed', '-1'], /seed/], [['--seed', '1.5'], /--seed/], [['--scale', '0'], /--scale/], [['--scale', ''], /--scale/], [['--speed'], /--speed/]])(
    'refuses %j by name',
    (args, message) => {
      expect(() => parseArguments(args)).toThrow(message)
    },
  )
})
