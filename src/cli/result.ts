import { answer, say, type Common } from './common.js'

const counted = ['candidate', 'entity', 'quarantine', 'set_aside', 'finding'] as const
const words: Readonly<Record<(typeof counted)[number], string>> = {
  candidate: 'candidate pairs', entity: 'mentions in entities', quarantine: 'rows quarantined', set_aside: 'rows set aside', finding: 'findings',
}

interface Ended {
  readonly folder: string
  readonly code: 0 | 1
  readonly done?: boolean
  readonly changed?: readonly string[]
}

/** What a command says of its result before the counts: as text, and as figures for machines. */
export interface Told {
  readonly text?: string
  readonly figures?: Readonly<Record<string, unknown>>
}

/** Prints what a run made; the last line of stdout is its folder. Sets the exit code. */
export async function runEnded(common: Common, ended: Ended, told: Told = {}): Promise<void> {
  const { runFacts } = await import('../work/facts.js')
  const { folder, code, done = false, changed } = ended
  const { tables } = runFacts(folder)
  const rows = Object.fromEntries(counted.flatMap((name) => tables.filter(({ table, rows: n }) => table === name && n !== null).map(({ rows: n }) => [name, n])))
  const counts = counted.flatMap((name) => (rows[name] === undefined ? [] : `${rows[name]} ${words[name]}`)).join(', ')
  if (done) say(common, 'this config has been run on these inputs before; --force runs it anew')
  if (changed !== undefined) say(common, changed.length === 0 ? 'every table is the same as before' : `changed: ${changed.join(', ')}`)
  if (code === 1) say(common, 'findings exceed what the config tolerates: see findings.csv')
  answer(common, { folder, code, done, ...(changed === undefined ? {} : { changed }), rows, ...told.figures }, `${told.text === undefined ? '' : `${told.text}\n`}${counts}\n${folder}`)
  process.exitCode = code
}
