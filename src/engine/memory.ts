import { totalmem } from 'node:os'
import { InputError, ResourceError } from './errors.js'

const units: Readonly<Record<string, number>> = { b: 1, kb: 1e3, mb: 1e6, gb: 1e9, tb: 1e12, kib: 2 ** 10, mib: 2 ** 20, gib: 2 ** 30, tib: 2 ** 40 }

/**
 * What DuckDB may use of an amount, and the other way round: the rest is for Node, the file scanner, results on their way to JavaScript, and what DuckDB
 * does not count, which lies in gaps of what was freed and in buffers of threads; together measured at up to 800 MB, and less where there is less.
 */
const engineOf = (bytes: number): number => Math.max(0.5 * bytes - 50e6, 0.9 * bytes - 600e6)
const amountFor = (engine: number): number => Math.min((engine + 50e6) / 0.5, (engine + 600e6) / 0.9)

/** The least with which a run of some hundred rows ended: at 4 threads, and more for each thread beyond. */
const least = 600e6
const leastThreads = 4
const leastThread = 25e6

/** Bytes of an amount such as 4GB or 500MiB. Throws InputError. */
export function parseMemory(text: string): number {
  const [, number = '', unit = ''] = /^(\d+(?:\.\d+)?)\s*([a-z]+)$/i.exec(text.trim()) ?? []
  const bytes = Number(number) * (units[unit.toLowerCase()] ?? Number.NaN)
  if (!Number.isFinite(bytes)) throw new InputError(`${text} is not an amount of memory`, {}, 'write a number and a unit, such as 4GB or 500MB')
  return bytes
}

/** What there is: of the machine, or of the container where that has less. */
function available(): number {
  const allowed = process.constrainedMemory()
  return allowed > 0 ? Math.min(allowed, totalmem()) : totalmem()
}

/** Most memory of a run where none is given: 60 % of what there is. */
export const defaultMemory = (): string => `${Math.floor((available() * 0.6) / 2 ** 20)}MiB`

/** The part of an amount that DuckDB may use, as it reads it, so that the whole process keeps to the amount. Throws InputError when too little for any run by so many threads. */
export function engineMemory(text: string, threads = 1): string {
  const bytes = parseMemory(text)
  const needed = least + leastThread * Math.max(0, threads - leastThreads)
  if (bytes < needed) throw new InputError(`${text} of memory is too little${threads > leastThreads ? ` for ${threads} threads` : ''}`, {}, `give at least ${needed / 1e6}MB${threads > leastThreads ? ', or fewer --threads' : ''}`)
  return `${Math.floor(engineOf(bytes) / 2 ** 20)}MiB`
}

/** Of its memory the database keeps at least this part, whatever arrays take: with less it would do nothing but spill. */
export const leastPart = 0.4

/** Refuses arrays that would leave the database too little of its memory, which is `engine` bytes. Throws ResourceError with the least that would do. */
export function requireArrays(what: string, bytes: number, engine: number): void {
  const spared = engine * (1 - leastPart)
  if (bytes <= spared) return
  const needed = Math.ceil(amountFor(bytes / (1 - leastPart) + 2 ** 20) / 1e8) * 100
  throw new ResourceError(`${what} takes ${Math.ceil(bytes / 1e6)} MB, more than the ${Math.floor(spared / 1e6)} MB that the database can spare`, {}, `give more by --memory: at least ${needed}MB`)
}
