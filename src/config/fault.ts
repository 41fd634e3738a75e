import { ConfigError, type Place } from '../engine/errors.js'

/** Where something stands in a config: keys and positions from the root. */
export type ConfigPath = readonly (string | number)[]

/** What is wrong at one place of a config, and what to do about it. `at: 'key'` points at the key itself. */
export interface ConfigFault {
  readonly path: ConfigPath
  readonly at?: 'key' | 'value'
  readonly what: string
  readonly remedy: string
}

export type PlaceOf = (path: ConfigPath, at?: 'key' | 'value') => Place

/** A fault whose place in the file is known. */
export interface PlacedFault {
  readonly place: Place
  readonly what: string
  readonly remedy: string
}

const written = (place: Place): string => [place.file, place.line, place.column].filter((part) => part !== undefined).join(':')
const order = (place: Place): [number, number] => [place.line ?? 0, Number(place.column ?? 0)]

/** One error for all faults, in the order of the file, one a line; its place is the first one's. */
export function configError(faults: readonly PlacedFault[]): ConfigError {
  const distinct = new Map(faults.map((fault) => [`${written(fault.place)} ${fault.what}`, fault]))
  const sorted = [...distinct.values()].sort((a, b) => order(a.place)[0] - order(b.place)[0] || order(a.place)[1] - order(b.place)[1])
  const [first, ...others] = sorted
  if (first === undefined) throw new RangeError('configError needs at least one fault')
  if (others.length === 0) return new ConfigError(first.what, first.place, first.remedy)
  const lines = others.map((fault) => `${written(fault.place)}: ${fault.what}; ${fault.remedy}`)
  return new ConfigError([`${first.what}; ${first.remedy}`, ...lines].join('\n'), first.place, `correct these ${sorted.length} places`)
}

/** Throws a ConfigError when there are faults. */
export function refuse(faults: readonly ConfigFault[], place: PlaceOf): void {
  if (faults.length === 0) return
  throw configError(faults.map(({ path, at, what, remedy }) => ({ place: place(path, at), what, remedy })))
}
