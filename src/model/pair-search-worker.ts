// A thread that looks for pairs: what it looks in stays with it from one part to the next.
import { PairSearch, type FoundPart, type SearchInput, type SearchPart } from './pair-search.js'

let search: { readonly no: number; readonly of: PairSearch } | undefined

/** Finds the pairs of a part in an input, which is known by its number. */
export default function find({ no, input, part }: { readonly no: number; readonly input: SearchInput; readonly part: SearchPart }): FoundPart {
  if (search?.no !== no) search = { no, of: new PairSearch(input) }
  return search.of.find(part)
}
