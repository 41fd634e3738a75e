// node dist/bench/blocking-recall.js [--data FOLDER] [--only NAME,…] [--most-records N] [--rules N] [--docs FILE] [--keep FOLDER] [--limit SECONDS]: how much of the
// true pairs blocking listed, as each run estimates it without labels and as it is, on the labelled sets and on the generated populations of
// robustness.js up to N records (20,000). --rules leaves each match its first N rules alone, so that more is missed. Prints a Markdown table; --docs
// writes it between the marks of a page: one mark for all rules, one for those of --rules.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { measurePopulation, measureSet, type Measured } from './blocking-recall/measure.js'
import { intoPage, tableText } from './blocking-recall/table.js'
import { labelledSets } from './accuracy/sets.js'
import { variations } from './robustness/variations.js'

const { values } = parseArgs({
  options: { data: { type: 'string' }, only: { type: 'string' }, 'most-records': { type: 'string', default: '20000' }, rules: { type: 'string' }, docs: { type: 'string' }, keep: { type: 'string' }, limit: { type: 'string', default: '900' } },
})
const data = resolve(values.data ?? fileURLToPath(new URL('../../../shared/data', import.meta.url)))
const only = values.only?.split(',')
const all = [...labelledSets, ...variations].map(({ name }) => name)
const unknown = only?.filter((name) => !all.includes(name)) ?? []
if (unknown.length > 0) {
  process.stderr.write(`nothing is called ${unknown.join(', ')}: there are ${all.join(', ')}\n`)
  process.exit(2)
}
const wanted = ({ name }: { readonly name: string }): boolean => only === undefined || only.includes(name)
const folder = values.keep === undefined ? mkdtempSync(join(tmpdir(), 'crosswalk-blocking-')) : resolve(values.keep)
const limits = { seconds: Number(values.limit), ...(values.rules === undefined ? {} : { rules: Number(values.rules) }) }

try {
  const measured: Measured[] = []
  const add = (one: Measured): void => {
    process.stderr.write(`${one.name}: ${one.failure ?? `${one.matches.length} matches`}\n`)
    measured.push(one)
    if (values.keep === undefined) rmSync(join(folder, one.name), { recursive: true, force: true })
  }
  for (const set of labelledSets.filter(wanted)) add(await measureSet(set, data, folder, limits))
  for (const one of variations.filter(wanted)) if (one.shape.records <= Number(values['most-records'])) add(await measurePopulation(one, folder, limits))
  const table = tableText(measured)
  process.stdout.write(table)
  if (values.docs !== undefined) writeFileSync(values.docs, intoPage(readFileSync(values.docs, 'utf8'), values.rules === undefined ? 'all rules' : `first ${values.rules} rules`, table))
} finally {
  if (values.keep === undefined) rmSync(folder, { recursive: true, force: true })
}
