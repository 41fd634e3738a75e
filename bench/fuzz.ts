// node dist/bench/fuzz.js [--cases N] [--seconds S] [--seed N] [--only TARGET,…] [--tried FILE] [--docs FILE] [--keep TARGET:NUMBER]: hostile files, texts and
// cells, N of each kind, or as many as S seconds allow, the kinds having the same time, tried in process. Prints a Markdown table; --docs writes it between the marks
// of a page. With --tried it can be stopped and goes on where it was, and the table is of all that the file tells. Exit code 1 when a case broke a promise. --keep
// leaves one case in a folder. The folder of temporary files is TMPDIR's: on one in memory, /dev/shm, files cost least.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { fuzz, keepCase, sizeOf, type Fuzzed } from './fuzz/fuzz.js'
import { targets } from './fuzz/targets.js'
import { tableText } from './fuzz/table.js'
import { writeBetweenMarks } from './page.js'
import { Tried } from './tried.js'

const { values } = parseArgs({
  options: {
    cases: { type: 'string' }, seconds: { type: 'string' }, seed: { type: 'string', default: '1' }, only: { type: 'string' }, tried: { type: 'string' }, docs: { type: 'string' }, keep: { type: 'string' },
  },
})
const most = values.seconds === undefined ? 2000 : Number.MAX_SAFE_INTEGER
const [cases, seed] = [values.cases === undefined ? most : Number(values.cases), Number(values.seed)]
/** Seconds of a piece of work, after which what was tried is written down. */
const piece = 20
const root = mkdtempSync(join(tmpdir(), 'crosswalk-fuzz-'))
if (values.keep !== undefined) {
  const [target = '', number = ''] = values.keep.split(':')
  await keepCase(target, Number(number), seed, root)
  process.stdout.write(`${root}\n`)
} else {
  const chosen = values.only?.split(',') ?? Object.keys(targets)
  const tried = new Tried<Fuzzed>(values.tried)
  const allowed = values.seconds === undefined ? Infinity : Number(values.seconds) / chosen.length
  try {
    for (const target of chosen) {
      const size = sizeOf(target)
      const begin = performance.now()
      for (;;) {
        const [done, left] = [tried.all.filter((one) => one.target === target && one.seed === seed).reduce((sum, { cases: of }) => sum + of, 0), allowed - (performance.now() - begin) / 1000]
        if (done >= cases || left <= 0) break
        const one = await fuzz(target, cases - done, { seed, root: join(root, target), seconds: Math.min(piece, left), first: done / size })
        tried.add(one)
        for (const { number, what } of one.failures.slice(0, 20)) process.stderr.write(`${target} ${number}: ${what}\n`)
      }
    }
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
  const table = tableText(tried.all)
  process.stdout.write(table)
  if (values.docs !== undefined) writeBetweenMarks(values.docs, 'fuzz', table)
  if (tried.all.some(({ failures }) => failures.length > 0)) process.exitCode = 1
}
