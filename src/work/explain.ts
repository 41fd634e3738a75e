import type { ExplainedPair, Explanation } from '../run/explain/explain.js'
import { runFacts } from '../run/run-facts.js'

export type { ExplainedPair, Explanation }

/** Why two mentions of a run got their score. Throws InputError when the folder is no run or an id is unknown. */
export async function explainPair(folder: string, left: string, right: string, options: { readonly memory?: string; readonly threads?: number } = {}): Promise<Explanation> {
  runFacts(folder)
  const { explainPair: explained } = await import('../run/explain/explain.js')
  return await explained(folder, left, right, options)
}
