import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('../../src/cli/main.js', import.meta.url))

const leaving = ['SIGINT', 'SIGTERM'] as const

/** How a run of the program ended. */
export interface Ended {
  readonly seconds: number
  /** Why it failed; undefined when it did not. */
  readonly failure?: string
  /** What it warned of, without the name of the match. */
  readonly warnings: readonly string[]
}

/** Runs `crosswalk match` in a process of its own; it is ended after `limit` seconds. */
export const match = async (files: readonly string[], out: string, options: readonly string[] = [], limit = 900): Promise<Ended> =>
  await runProgram(['match', ...files, ...options, '--out', out], limit)

/** Runs `crosswalk run` on a config in the same way; `run` is the folder that it made in `runs`. */
export async function runConfigFile(config: string, runs: string, limit = 900): Promise<Ended & { readonly run: string }> {
  const { printed, ...how } = await runProgram(['run', config, '--out', runs], limit)
  return { ...how, run: printed.trim().split('\n').at(-1) ?? '' }
}

async function runProgram(words: readonly string[], limit: number): Promise<Ended & { readonly printed: string }> {
  const began = performance.now()
  const child = spawn(process.execPath, [program, ...words], { stdio: ['ignore', 'pipe', 'pipe'] })
  let [said, printed] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
  const timer = setTimeout(() => child.kill('SIGKILL'), limit * 1000)
  const stop = (): never => {
    child.kill('SIGKILL')
    process.exit(130)
  }
  for (const name of leaving) process.on(name, stop)
  const [code, signal] = await new Promise<[number | null, string | null]>((done, fail) => {
    child.on('error', fail)
    child.on('close', (...ended) => done(ended))
  })
  clearTimeout(timer)
  for (const name of leaving) process.off(name, stop)
  const seconds = (performance.now() - began) / 1000
  const lines = said.trim().split('\n')
  const warnings = lines.filter((line) => line.startsWith('warning: ')).map((line) => line.slice('warning: '.length))
  if (code === 0 || code === 1) return { seconds, warnings, printed }
  const failure = signal === null ? (lines.filter((line) => line !== '').slice(-2).join(' ') || `ended with ${code}`) : seconds >= limit ? `not done after ${limit} s` : `ended by ${signal}`
  return { seconds, warnings, printed, failure }
}
