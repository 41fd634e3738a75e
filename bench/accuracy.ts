// node dist/bench/accuracy.js [--data FOLDER] [--only SET,…] [--docs FILE] [--losses] [--keep FOLDER] [--limit SECONDS]: `crosswalk match` without configuration on the
// labelled sets, scored against their truth, beside what other tools reached. Prints a Markdown table, and writes it to --docs.
// --losses adds which kinds of pair are lost, as counts; --keep leaves the runs in a folder; a run is ended after --limit seconds (900).
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { measureNames } from './accuracy/names.js'
import { measure, type Measured } from './accuracy/measure.js'
import { labelledSets } from './accuracy/sets.js'
import { figure, tableText } from './accuracy/table.js'
import { lossesText } from './scoring/losses-text.js'

const { values } = parseArgs({
  options: { data: { type: 'string' }, only: { type: 'string' }, docs: { type: 'string' }, losses: { type: 'boolean', default: false }, keep: { type: 'string' }, limit: { type: 'string', default: '900' } },
})
const data = resolve(values.data ?? fileURLToPath(new URL('../../../shared/data', import.meta.url)))
const only = values.only?.split(',')
const known = [...labelledSets.map(({ name }) => name), 'names']
const unknown = only?.filter((name) => !known.includes(name)) ?? []
if (unknown.length > 0) {
  process.stderr.write(`no set is called ${unknown.join(', ')}: there are ${known.join(', ')}\n`)
  process.exit(2)
}
const wanted = (name: string): boolean => only === undefined || only.includes(name)
const folder = values.keep === undefined ? mkdtempSync(join(tmpdir(), 'crosswalk-accuracy-')) : resolve(values.keep)

try {
  const measured: Measured[] = []
  for (const set of labelledSets.filter(({ name }) => wanted(name))) {
    const one = await measure(set, data, folder, values.losses, Number(values.limit))
    const said = one.score === undefined ? (one.ended.failure ?? '') : `F1 ${figure(one.score.at_half.f1)}, entities ${figure(one.score.clustered.f1)}, ECE ${figure(one.score.ece)}`
    process.stderr.write(`${set.name}: ${one.ended.seconds.toFixed(1)} s: ${said}\n`)
    for (const warning of one.ended.warnings) process.stderr.write(`  warning: ${warning}\n`)
    measured.push(one)
  }
  const names = wanted('names') ? await measureNames(data, 0.9) : undefined
  const table = tableText(measured, names)
  process.stdout.write(table)
  for (const { set, losses } of measured) if (losses !== undefined) process.stdout.write(`\n${lossesText(set.title, losses)}`)
  if (values.docs !== undefined) writeFileSync(values.docs, `# Accuracy on labelled sets\n\nWritten by \`node dist/bench/accuracy.js --docs docs/accuracy-table.md\`.\n\n${table}`)
} finally {
  if (values.keep === undefined) rmSync(folder, { recursive: true, force: true })
}
