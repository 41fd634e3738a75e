// node dist/bench/ablations.js [--data FOLDER] [--only SET,…] [--without NAME,…] [--docs FILE] [--figures FILE] [--limit SECONDS]: `crosswalk match`
// without configuration on labelled sets, with one mechanism of the engine left out at a time. Prints Markdown tables, and writes them to --docs.
// --figures keeps the figures as they come, and what that file holds is not run again; a run is ended after --limit seconds (900).
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { ablations } from './ablations/ablation.js'
import { measureSet, type Outcomes } from './ablations/measure.js'
import { tableText } from './ablations/table.js'
import { figure } from './accuracy/table.js'
import { labelledSets } from './accuracy/sets.js'

const { values } = parseArgs({
  options: { data: { type: 'string' }, only: { type: 'string' }, without: { type: 'string' }, docs: { type: 'string' }, figures: { type: 'string' }, limit: { type: 'string', default: '900' } },
})
const names = ['febrl1', 'febrl3', 'febrl4', 'fake1000', 'rldata500', 'secondstring', 'pseudopeople2030', 'historical50k']
const known = { only: names, without: ablations.map(({ name }) => name) }

/** What an option names, in the bench's order; all where it is absent. Ends the program when a name is unknown. */
function chosen(option: 'only' | 'without'): string[] {
  const said = values[option]?.split(',')
  const unknown = said?.filter((name) => !known[option].includes(name)) ?? []
  if (unknown.length > 0) {
    process.stderr.write(`--${option}: there is no ${unknown.join(', ')}; there are ${known[option].join(', ')}\n`)
    process.exit(2)
  }
  return known[option].filter((name) => said === undefined || said.includes(name))
}

const [only, without] = [chosen('only'), chosen('without')]
const sets = names.flatMap((name) => labelledSets.filter((set) => set.name === name))
const data = resolve(values.data ?? fileURLToPath(new URL('../../../shared/data', import.meta.url)))
const folder = mkdtempSync(join(tmpdir(), 'crosswalk-ablations-'))
const { figures } = values
const outcomes: Outcomes = figures !== undefined && existsSync(figures) ? (JSON.parse(readFileSync(figures, 'utf8')) as Outcomes) : {}

try {
  for (const set of sets.filter(({ name }) => only.includes(name))) {
    const own = (outcomes[set.name] ??= {})
    const wanted = ablations.filter(({ name }) => without.includes(name))
    await measureSet(set, wanted, own, { data, folder, limit: Number(values.limit) }, (name, outcome) => {
      own[name] = outcome
      const said = outcome === null ? 'no part' : 'failure' in outcome ? outcome.failure : `${outcome.seconds.toFixed(1)} s: F1 ${figure(outcome.pairs.f1)}, entities ${figure(outcome.entities.f1)}, ECE ${figure(outcome.ece)}`
      process.stderr.write(`${set.name}, ${name === 'full' ? 'full engine' : `without ${name}`}: ${said}\n`)
      if (figures !== undefined) writeFileSync(figures, `${JSON.stringify(outcomes, null, 2)}\n`)
    })
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
const text = tableText(sets, ablations, outcomes)
process.stdout.write(text)
if (values.docs !== undefined) writeFileSync(values.docs, `# What each mechanism of the engine is worth\n\nWritten by \`node dist/bench/ablations.js --docs docs/ablations.md\`.\n\n${text}`)
