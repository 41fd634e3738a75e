// npm start: makes the clone ready and the samples, runs the trafficking example on them and says where its results are.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { call, ready, root } from './ready.mjs'

ready()
const made = call(process.execPath, [join('dist', 'samples', 'generate.js')])
if (made !== 0) {
  process.stderr.write(`making the samples ended with code ${made}\n`)
  process.exit(made)
}
const { status, signal, stdout, error } = spawnSync(process.execPath, [join('dist', 'src', 'cli', 'main.js'), 'run', join('configs', 'trafficking.yaml'), '--out', 'runs'], {
  cwd: root, stdio: ['inherit', 'pipe', 'inherit'], encoding: 'utf8',
})
if (error) throw error
process.stdout.write(stdout)
const code = signal ? 130 : (status ?? 3)
const folder = stdout.trim().split('\n').at(-1) ?? ''
const report = resolve(root, folder, 'report.html')
if (code <= 1) process.stdout.write(`${existsSync(report) ? `the report: ${relative(process.cwd(), report)}` : `the results: ${folder}`}\n`)
process.stdout.write(`the run ended with code ${code}${code === 1 ? ': findings exceed what the config tolerates, as the samples are built to show' : ''}\n`)
process.exit(code <= 1 ? 0 : code)
