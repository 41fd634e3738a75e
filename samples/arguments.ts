import { parseArgs } from 'node:util'
import type { SampleOptions } from './samples.js'

export const usage = 'usage: node dist/samples/generate.js [--out samples/out] [--size full|tiny] [--seed 1] [--scale N]'

const whole = (name: string, text: string, least: number): number => {
  const value = Number(text)
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value) || value < least) throw new RangeError(`--${name} must be a whole number of at least ${least}: ${text}`)
  return value
}

/** Arguments of the command line as options; throws a RangeError or TypeError that names the fault. */
export const parseArguments = (args: readonly string[]): SampleOptions => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      out: { type: 'string', default: 'samples/out' },
      size: { type: 'string', default: 'full' },
      seed: { type: 'string', default: '1' },
      scale: { type: 'string', default: '1' },
    },
  })
  const { size } = values
  if (size !== 'full' && size !== 'tiny') throw new RangeError(`--size must be full or tiny: ${size}`)
  return { out: values.out, size, seed: whole('seed', values.seed, 0), scale: whole('scale', values.scale, 1) }
}
