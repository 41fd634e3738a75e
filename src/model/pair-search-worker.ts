// A thread that looks for pairs in one input: what it has made of that stays with it from one part to the next.
import { PairSearch, type FoundPart, type SearchPiece } from './pair-search.js'

let search: PairSearch | undefined

/** Finds the pairs of a part. */
export default function find({ input, part }: SearchPiece): FoundPart {
  search ??= new PairSearch(input)
  return search.find(part)
}
