import { fork, spawn, type ChildProcess, type SpawnOptions } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect } from 'vitest'

const main = resolve('dist/src/cli/main.js')

export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
  readonly lastLine: string
}

const lastLineOf = (stdout: string): string => stdout.trimEnd().split('\n').at(-1) ?? ''

/** How the command is started; `node` is the path of another Node. */
interface StartOptions extends SpawnOptions {
  readonly node?: string
}

export const start = (args: readonly string[], { node = process.execPath, ...options }: StartOptions = {}): ChildProcess =>
  spawn(node, [main, ...args], { stdio: ['ignore', 'pipe', 'pipe'], ...options })

export const ended = (child: ChildProcess): Promise<Ended> =>
  new Promise((done, failed) => {
    let [stdout, stderr] = ['', '']
    child.stdout?.on('data', (chunk: Buffer) => (stdout += chunk.toString()))
    child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
    child.on('error', failed)
    child.on('close', (code) => done({ code, stdout, stderr, lastLine: lastLineOf(stdout) }))
  })

/** Calls the command as a process of its own and waits for its end. */
export const crosswalkProcess = (args: readonly string[], options: StartOptions = {}): Promise<Ended> => ended(start(args, options))

interface Answer {
  readonly no: number
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

let server: ChildProcess | undefined
let calls = 0
const waiting = new Map<number, { readonly done: (answer: Ended) => void; readonly failed: (error: Error) => void }>()

function serve(): ChildProcess {
  const child = fork(resolve('test/cli/serve.mjs'))
  child.on('message', ({ no, code, stdout, stderr }: Answer) => {
    waiting.get(no)?.done({ code, stdout, stderr, lastLine: lastLineOf(stdout) })
    waiting.delete(no)
  })
  child.on('exit', (code) => {
    for (const { failed } of waiting.values()) failed(new Error(`the process of the command ended with code ${code}`))
    waiting.clear()
  })
  return child
}
/** Calls the command, in one process for all calls, in which they come one after another; it ends with the process of the tests. */
export const crosswalk = (args: readonly string[]): Promise<Ended> =>
  new Promise((done, failed) => {
    server ??= serve()
    const no = (calls += 1)
    waiting.set(no, { done, failed })
    server.send({ no, words: args })
  })

export function write(folder: string, name: string, content: string | Buffer): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

const given = 'ana bert clara dario elena farid greta hugo ines jonas'.split(' ')
const family = 'abbott becerra chandra dimitrov ellis farouk gupta hansen'.split(' ')

/** Rows of people with every tenth one twice, the second time with a slip in the family name. */
export const people = (count: number): string[] =>
  Array.from({ length: count }, (_, at) => {
    const person = at % 10 === 9 ? at - 1 : at
    const slip = person === at ? '' : 'n'
    const born = `19${String(50 + (person % 45)).padStart(2, '0')}-${String(1 + (person % 12)).padStart(2, '0')}-${String(1 + (person % 28)).padStart(2, '0')}`
    return `r${String(at).padStart(5, '0')},${given[person % 10]},${family[Math.floor(person / 3) % 8]}${slip},${born},${person} main street,springfield`
  })

export const header = 'record_id,given_name,family_name,date_of_birth,street,city'
export const csv = (rows: readonly string[], lineEnd = '\n'): string => [header, ...rows, ''].join(lineEnd)

const cellsOf = (line: string): string[] =>
  [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/gu)].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '')

/** Rows of a CSV that has no quoted line ends, as objects. */
export function rowsOf(path: string): Record<string, string>[] {
  const [names = [], ...lines] = readFileSync(path, 'utf8').trimEnd().split('\n').map(cellsOf)
  return lines.map((cells) => Object.fromEntries(cells.map((cell, index) => [names[index] ?? '', cell])))
}

/** Rows read = kept + quarantined, for each file of a run; returns the first file's counts. */
export function readAndKept(folder: string): { read: number; kept: number; quarantined: number } {
  const counts = rowsOf(join(folder, 'extract_file.csv')).map((row) => ({ read: Number(row['rows_read']), kept: Number(row['rows_kept']), quarantined: Number(row['rows_quarantined']) }))
  const totals = rowsOf(join(folder, 'extract.csv'))
  counts.forEach(({ read, kept, quarantined }, index) => {
    expect(kept + quarantined).toBe(read)
    expect(Number(totals[index]?.['rows_read'])).toBe(read)
  })
  return counts[0] ?? { read: 0, kept: 0, quarantined: 0 }
}

/** Nothing of an unfinished run is left in a folder. */
export const nothingLeft = (folder: string, name: string): void => {
  expect(readdirSync(folder).filter((entry) => entry === name || entry.startsWith(`${name}.`) || entry === '.partial')).toEqual([])
}
