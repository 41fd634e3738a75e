// node dist/bench/robustness.js [--only NAME,…] [--most-records N] [--seconds S] [--out FILE] [--keep FOLDER]: forty generated populations, each
// matched without configuration and scored against its truth, the smaller first; none is begun after S seconds. Prints a Markdown table, and
// writes it to --out. --keep leaves files and runs in a folder. Exit code 1 when a run falls too far below its yardstick.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { figure } from './accuracy/table.js'
import { measure, type Measured } from './robustness/measure.js'
import { failures, tableText } from './robustness/table.js'
import { variations } from './robustness/variations.js'

const { values } = parseArgs({
  options: { only: { type: 'string' }, 'most-records': { type: 'string' }, seconds: { type: 'string', default: '3600' }, out: { type: 'string' }, keep: { type: 'string' } },
})
const only = values.only?.split(',')
const unknown = only?.filter((name) => !variations.some((variation) => variation.name === name)) ?? []
if (unknown.length > 0) {
  process.stderr.write(`no population is called ${unknown.join(', ')}: there are ${variations.map(({ name }) => name).join(', ')}\n`)
  process.exit(2)
}
const most = Number(values['most-records'] ?? Infinity)
const chosen = variations.filter(({ name, shape }) => shape.records <= most && (only === undefined || only.includes(name))).toSorted((a, b) => a.shape.records - b.shape.records)
const folder = values.keep === undefined ? mkdtempSync(join(tmpdir(), 'crosswalk-robustness-')) : resolve(values.keep)
const end = performance.now() + Number(values.seconds) * 1000

const measured: Measured[] = []
try {
  for (const variation of chosen) {
    if (performance.now() > end) break
    const one = await measure(variation, join(folder, variation.name), 900)
    measured.push(one)
    const half = one.result?.score.at_half
    const said = half === undefined ? '' : ` F1 ${figure(half.f1)}, with counted parameters ${figure(one.result?.yardstick.at_half.f1)}, entities ${figure(one.result?.score.clustered.f1)}`
    process.stderr.write(`${variation.name}: ${one.ended.seconds.toFixed(1)} s:${said} ${failures(one).join('; ')}\n`)
    if (values.keep === undefined) rmSync(join(folder, variation.name), { recursive: true, force: true })
  }
} finally {
  if (values.keep === undefined) rmSync(folder, { recursive: true, force: true })
}
const left = chosen.slice(measured.length).map(({ name }) => name)
const text = `${tableText(measured)}${left.length === 0 ? '' : `\nNot run for want of time: ${left.join(', ')}.\n`}`
process.stdout.write(text)
if (values.out !== undefined) writeFileSync(values.out, `# Robustness on generated populations\n\nWritten by \`node dist/bench/robustness.js\`.\n\n${text}`)
if (measured.some((one) => failures(one).length > 0)) process.exitCode = 1
