import type { DuckDBValue, DuckDBVector } from '@duckdb/node-api'

/** A value of DuckDB with a BIGINT as number where that is safe. */
export const asNumber = (value: DuckDBValue): DuckDBValue =>
  typeof value === 'bigint' && value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER)
    ? Number(value)
    : value

/** The numbers of a vector, as they lie in memory. */
export function itemsOf(vector: DuckDBVector): Int32Array | Float64Array {
  if ('items' in vector && (vector.items instanceof Int32Array || vector.items instanceof Float64Array)) return vector.items
  if ('items' in vector && vector.items instanceof BigUint64Array) return new Int32Array(vector.items.buffer, vector.items.byteOffset, 2 * vector.items.length)
  throw new TypeError('a column of numbers is INTEGER, DOUBLE or UBIGINT')
}
