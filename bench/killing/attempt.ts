import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse, stringify } from 'yaml'
import { generateSamples } from '../../samples/samples.js'

/** Files that a run is killed on: a config and its samples, in a folder of their own. */
export interface Scene {
  readonly folder: string
  readonly config: string
  /** Hash of every source file and the config. */
  readonly sources: string
}

/** A run as it goes when nobody stops it. */
export interface Undisturbed {
  readonly name: string
  readonly bytes: string
  readonly seconds: number
  /** Stages, and what finishes the folder, in the order in which they begin. */
  readonly boundaries: readonly string[]
}

/** When a run is killed: as it says that something begins, or after such a share of the time that it takes undisturbed. */
export type Instant = { readonly boundary: string } | { readonly share: number }

export interface Attempt {
  /** What the run had begun last when it was killed; undefined where it had ended before. */
  readonly killedIn: string | undefined
  /** Stages that the second start did not run again. */
  readonly goneOnAfter: number
  /** Whether the second start went on within a stage. */
  readonly within: boolean
  readonly faults: readonly string[]
}

interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
  readonly seconds: number
}

const begun = (line: string): string | undefined => {
  const [, kind, what] = /^\{"kind":"(stage_started|finishing)","(?:stage|what)":"([^"]+)"/.exec(line) ?? []
  return kind === undefined ? undefined : `${kind === 'finishing' ? 'writing ' : ''}${what}`
}

/** sha256 over the names and bytes of all files of a folder; of run.json without what may differ. */
export function bytesOf(folder: string): string {
  const hash = createHash('sha256')
  const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  for (const name of names.toSorted()) {
    const content = readFileSync(name)
    hash.update(`\0${name.slice(folder.length)}\0`)
    if (!name.endsWith('/run.json')) hash.update(content)
    else {
      const facts: Record<string, unknown> = JSON.parse(content.toString())
      hash.update(JSON.stringify({ ...facts, environment: null, timings: null }))
    }
  }
  return hash.digest('hex')
}

const sourcesIn = (folder: string): string => ['samples', 'configs'].map((name) => bytesOf(join(folder, name))).join(' ')

interface Part {
  systems: Record<string, unknown>
  matches: { name: string }[]
}

/** The tiny samples and a part of the example config on them: two protected systems and the match between them. */
export function makeScene(folder: string): Scene {
  const samples = join(folder, 'samples', 'out')
  generateSamples({ out: samples, size: 'tiny' })
  const whole = parse(readFileSync(join('configs', 'trafficking.yaml'), 'utf8')) as Part
  const systems = Object.fromEntries(['HAVEN', 'HAVEN_U'].map((name) => [name, whole.systems[name]]))
  const part = { version: 1, name: 'killed', runs: { save_after: 0 }, systems, matches: whole.matches.filter(({ name }) => name === 't_and_u_applicants') }
  mkdirSync(join(folder, 'configs'))
  const config = join(folder, 'configs', 'killed.yaml')
  writeFileSync(config, stringify(part))
  return sceneIn(folder, config)
}

/** A scene of what stands in `samples` and `configs` of a folder. */
export const sceneIn = (folder: string, config: string): Scene => ({ folder, config, sources: sourcesIn(folder) })

const main = join('dist', 'src', 'cli', 'main.js')

/** Runs the command, and kills it at the instant; `whole` is how many seconds it takes undisturbed. */
async function start({ config }: Scene, runs: string, more: readonly string[], instant?: Instant, whole = 0): Promise<Ended & { readonly last: string | undefined }> {
  const from = performance.now()
  const child = spawn(process.execPath, [main, 'run', config, '--out', runs, '--json', '--threads', '1', '--memory', '1GB', ...more], { stdio: ['ignore', 'pipe', 'pipe'] })
  let [stdout, stderr, open, last]: [string, string, string, string | undefined] = ['', '', '', undefined]
  const timer = instant !== undefined && 'share' in instant ? setTimeout(() => child.kill('SIGKILL'), instant.share * whole * 1000) : undefined
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString()
    const lines = (open + chunk.toString()).split('\n')
    open = lines.pop() ?? ''
    for (const line of lines) {
      last = begun(line) ?? last
      if (instant !== undefined && 'boundary' in instant && begun(line) === instant.boundary) child.kill('SIGKILL')
    }
  })
  const code = await new Promise<number | null>((done, failed) => {
    child.on('error', failed)
    child.on('close', done)
  })
  clearTimeout(timer)
  return { code, stdout, stderr, seconds: (performance.now() - from) / 1000, last }
}

const finals = (runs: string): string[] => (existsSync(runs) ? readdirSync(runs).filter((name) => name !== '.partial') : [])

/** Runs the scene without stopping it. Throws when it does not end as it should. */
export async function undisturbed(scene: Scene): Promise<Undisturbed> {
  const runs = join(scene.folder, 'runs-undisturbed')
  const { code, stderr, seconds } = await start(scene, runs, [])
  const [name] = finals(runs)
  if (name === undefined || (code !== 0 && code !== 1)) throw new Error(`the undisturbed run ended with code ${code}: ${stderr.slice(-2000)}`)
  const bytes = bytesOf(join(runs, name))
  rmSync(runs, { recursive: true })
  return { name, bytes, seconds, boundaries: stderr.split('\n').flatMap((line) => begun(line) ?? []) }
}

/** Kills a run at an instant, looks at what is there, and goes on from it. */
export async function attempt(scene: Scene, whole: Undisturbed, instant: Instant, no: number): Promise<Attempt> {
  const runs = join(scene.folder, `runs-${no}`)
  const faults: string[] = []
  const killed = await start(scene, runs, [], instant, whole.seconds)
  const ended = killed.code !== null
  for (const name of finals(runs)) if (name !== whole.name || bytesOf(join(runs, name)) !== whole.bytes) faults.push(`a folder ${name} that is not the whole run`)
  if (ended && finals(runs).length === 0) faults.push(`no run folder although the run ended with code ${killed.code}`)
  const resumed = await start(scene, runs, ['--resume'])
  if (resumed.code !== 0 && resumed.code !== 1) faults.push(`--resume ended with code ${resumed.code}: ${resumed.stderr.slice(-500)}`)
  const left = finals(runs)
  if (left.length !== 1 || left[0] !== whole.name) faults.push(`${left.length} folders after --resume`)
  else if (bytesOf(join(runs, whole.name)) !== whole.bytes) faults.push('other bytes after --resume than without being killed')
  if (existsSync(join(runs, '.partial'))) faults.push('unfinished work is left after --resume')
  const again = [...resumed.stderr.matchAll(/"kind":"stage_started"/g)].length
  const within = resumed.stderr.includes('"text":"goes on amid the stage ')
  const stages = whole.boundaries.filter((name) => !name.startsWith('writing ')).length
  rmSync(runs, { recursive: true, force: true })
  if (sourcesIn(scene.folder) !== scene.sources) faults.push('a source file changed')
  return { killedIn: ended ? undefined : (killed.last ?? 'before the first stage'), goneOnAfter: resumed.stdout.includes('"done":true') ? stages : stages - again, within, faults }
}
