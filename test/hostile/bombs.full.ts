import { closeSync, openSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { crosswalkProcess, nothingLeft, write } from '../cli/process.js'
import { temporaryFolder } from '../temporary.js'

const folder = temporaryFolder('bombs-full')
const watch = write(folder, 'watch.mjs', "process.on('exit', () => process.stderr.write(`\\npeak ${process.resourceUsage().maxRSS}`))")
const header = 'record_id,given_name,family_name,note\n'
const rows = Array.from({ length: 50 }, (_, no) => `r${no},ana${no},abbott,x\n`).join('')

/** A file of a beginning, a piece many times, and an end. */
function bomb(name: string, begin: string, piece: string, times: number, end = ''): string {
  const path = join(folder, `${name}.csv`)
  const file = openSync(path, 'w')
  writeSync(file, begin)
  for (let no = 0; no < times; no += 1) writeSync(file, piece)
  writeSync(file, end)
  closeSync(file)
  return path
}

const million = 'x'.repeat(1_000_000)

/** How a profile of the file ends, and the most memory it took, in megabytes. */
async function profiled(name: string, path: string): Promise<{ code: number | null; stderr: string; peak: number; out: string }> {
  const out = join(folder, `${name}-out`)
  const { code, stderr } = await crosswalkProcess(['profile', path, '--out', out, '--quiet', '--memory', '1GB', '--threads', '2'], { env: { ...process.env, NODE_OPTIONS: `--import ${pathToFileURL(watch).href}` } })
  return { code, stderr, peak: Number(/peak (\d+)$/u.exec(stderr)?.[1]) / 1024, out }
}

test.each([
  ['a cell of 100 MB', bomb('cell', `${header}${rows}r90,ana,abbott,"`, million, 100, '"\nr91,bert,ellis,y\n'), 'record_too_long', 51],
  ['a line of 150 MB without end', bomb('line', `${header}${rows}r90,ana,abbott,`, million, 150), 'record_too_long', 50],
  ['100 MB of NUL bytes', bomb('nuls', `${header}${rows}r90,ana,abbott,`, '\0'.repeat(1_000_000), 100, '\n'), 'record_too_long', 50],
])('%s is set aside with its reason, in bounded memory', async (name, path, reason, kept) => {
  const { code, stderr, peak, out } = await profiled(name.replaceAll(' ', '-'), path)
  expect(code, stderr).toBe(1)
  expect(peak).toBeLessThan(600)
  expect(readFileSync(join(out, 'extract_file.csv'), 'utf8').trim().split('\n').at(-1)?.split(',').slice(-4, -1)).toEqual([String(kept + 1), String(kept), '1'])
  expect(readFileSync(join(out, 'quarantine.csv'), 'utf8')).toContain(reason)
})

test.each([
  ['150 MB without a line end', bomb('endless', '', million, 150), /endless\.csv:1: the header is longer than 1 MiB\n {2}remedy: /u],
  ['100,000 columns', write(folder, 'wide.csv', [`record_id${Array.from({ length: 99_999 }, (_, at) => `,c${at}`).join('')}`, ...['a', 'b', 'c'].map((key) => key + ',v'.repeat(99_999)), ''].join('\n')), /wide\.csv:1: the header has 100,000 columns, and at most 4,096 are read\n {2}remedy: /u],
])('%s are refused with a sentence, in bounded memory', async (name, path, says) => {
  const { code, stderr, peak } = await profiled(name.replaceAll(' ', '-'), path)
  expect(stderr).toMatch(says)
  expect(code).toBe(2)
  expect(peak).toBeLessThan(300)
  nothingLeft(folder, `${name.replaceAll(' ', '-')}-out`)
})
