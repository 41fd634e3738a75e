// A thread that looks at the blocks of candidate rules: what it works in stays with it from one rule to the next.
import { BlockSampler, type SamplePiece, type SizeClass } from './block-sample.js'

let sampler: BlockSampler | undefined

/** The size classes of the blocks of a rule. */
export default function classes({ input, keys }: SamplePiece): SizeClass[] {
  sampler ??= new BlockSampler(input)
  return sampler.classes(keys)
}
