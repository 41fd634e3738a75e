import { expect } from 'vitest'
import { surviving, type Population } from './populations.js'
import type { SmallRun } from './run-small.js'

/** Added, removed and changed cells from one extract to the next, by brute force. */
function changesOf(earlier: Population[number], later: Population[number]): string[] {
  const [a, b] = [surviving(earlier), surviving(later)]
  const fields = ['key', 'unit', 'date', 'amount', 'note']
  const added = [...b.keys()].filter((key) => !a.has(key)).map((key) => `added ${key}`)
  const removed = [...a.keys()].filter((key) => !b.has(key)).map((key) => `removed ${key}`)
  const cells = [...a].flatMap(([key, old]) => {
    const now = b.get(key)
    if (now === undefined) return []
    return fields.slice(1).flatMap((field, index) => (old[index + 1] === now[index + 1] ? [] : [`changed ${key} ${field} ${old[index + 1] ?? ''} > ${now[index + 1] ?? ''}`]))
  })
  return [...added, ...removed, ...cells].sort()
}

/** Keys and changes of a run over populations are those that are found by brute force. */
export async function expectChanges(run: SmallRun, populations: readonly Population[]): Promise<void> {
  const rows = await run.values('row_change', 'a', 'b', 'grain', 'kind', 'key')
  const cells = await run.values('value_change', 'a', 'b', 'grain', 'key', 'field', 'old', 'new')
  populations.forEach((extracts, number) => {
    extracts.slice(1).forEach((later, index) => {
      const [a, b] = [`p_${number}_${index + 1}`, `p_${number}_${index + 2}`]
      const earlier = extracts[index] ?? []
      // An extract of which no row has a key takes no part at this grain.
      const absent = [earlier, later].some((part) => surviving(part).size === 0 && part.some(({ broken }) => !broken))
      if (absent) return
      const found = [
        ...rows.filter(([x, y, grain]) => x === a && y === b && grain === 'row').map(([, , , kind, key]) => `${String(kind)} ${String(key)}`),
        ...cells.filter(([x, y, grain]) => x === a && y === b && grain === 'row').map(([, , , key, field, old, now]) => `changed ${String(key)} ${String(field)} ${String(old ?? '')} > ${String(now ?? '')}`),
      ].sort()
      expect(found, `${a} and ${b}`).toEqual(changesOf(earlier, later))
    })
  })
}
