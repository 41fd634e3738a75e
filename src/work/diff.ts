import type { Difference } from '../run/diff/difference.js'
import type { DiffOptions } from '../run/diff/index.js'
import { runFacts } from '../run/run-facts.js'

export type { Difference }

/** Compares two runs, the earlier first; `out` is a folder for a page, diff.json and all rows as CSV, which must not exist or be empty. Throws InputError. */
export async function diffRuns(before: string, after: string, { out, ...options }: DiffOptions & { readonly out?: string } = {}): Promise<Difference> {
  for (const folder of [before, after]) runFacts(folder)
  if (out === undefined) return await (await import('../run/diff/index.js')).diff(before, after, options, async () => undefined)
  const [{ writeDiff }, { renderDifference }, { version }] = await Promise.all([import('../run/diff/write.js'), import('../report/page/difference.js'), import('../run/versions.js')])
  return await writeDiff(before, after, out, options, (found) => renderDifference(found, version))
}
