import type { ColumnSketch } from '../../src/text/roles.js'

const mostSamples = 200

export const sketch = (name: string, values: readonly string[]): ColumnSketch => {
  const filled = values.filter((value) => value !== '')
  const distinct = [...new Set(filled)]
  return { name, rows: values.length, filled: filled.length, distinct: distinct.length, samples: distinct.slice(0, mostSamples) }
}

export const fromColumns = (columns: Readonly<Record<string, readonly string[]>>): ColumnSketch[] => Object.entries(columns).map(([name, values]) => sketch(name, values))
