// Makes the clone ready: installed packages and compiled dist/, each only when missing or stale. Uses Node alone.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

export function call(command, args, options = {}) {
  const { status, signal, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options })
  if (error) throw error
  return signal ? 130 : (status ?? 1)
}

function must(command, args, what, options) {
  const code = call(command, args, options)
  if (code === 0) return
  process.stderr.write(`${what} failed with code ${code}\n`)
  process.exit(code)
}

function filesBelow(folder) {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) return entry.name === 'out' ? [] : filesBelow(path)
      return entry.name.endsWith('.ts') || entry.name.endsWith('.json') ? [path] : []
    })
}

function hashOf(paths) {
  const hash = createHash('sha256')
  for (const path of paths) hash.update(path.slice(root.length)).update('\0').update(readFileSync(path)).update('\0')
  return hash.digest('hex')
}

const stampSays = (path, stamp) => existsSync(path) && readFileSync(path, 'utf8') === stamp

/** Installs and compiles what is missing or stale. */
export function ready() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 15)) {
    process.stderr.write(`Crosswalk needs Node 20.15 or newer; this is Node ${process.versions.node}\n`)
    process.exit(2)
  }
  const lock = hashOf([join(root, 'package-lock.json')])
  const installed = join(root, 'node_modules', '.crosswalk-installed')
  if (!stampSays(installed, lock)) {
    process.stderr.write('installing packages (npm ci)\n')
    must('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], 'npm ci', { stdio: ['ignore', 2, 2] })
    writeFileSync(installed, lock)
  }
  const sources = ['src', 'samples', 'bench'].flatMap((folder) => filesBelow(join(root, folder)))
  const configs = ['tsconfig.json', 'tsconfig.build.json', 'package-lock.json', 'package.json'].map((name) => join(root, name))
  const compiled = hashOf([...configs, ...sources])
  const dist = join(root, 'dist')
  const main = join(dist, 'src', 'cli', 'bin.js')
  if (!stampSays(join(dist, '.stamp'), compiled)) {
    process.stderr.write('compiling dist/\n')
    rmSync(dist, { recursive: true, force: true })
    must(process.execPath, [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', 'tsconfig.build.json'], 'tsc')
    chmodSync(main, 0o755)
    writeFileSync(join(dist, '.stamp'), compiled)
  }
  const bin = join(root, 'node_modules', '.bin')
  mkdirSync(bin, { recursive: true })
  const link = join(bin, 'crosswalk')
  rmSync(link, { force: true })
  symlinkSync(join('..', '..', 'dist', 'src', 'cli', 'bin.js'), link)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) ready()
