import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

const here = dirname(fileURLToPath(import.meta.url))
const root = join(here, here.includes(join('dist', 'src')) ? '../../..' : '../..')

const packageSchema = z.object({ version: z.string(), dependencies: z.record(z.string(), z.string()).default({}) })

const packageIn = (folder: string): z.output<typeof packageSchema> => packageSchema.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')))

const own = packageIn(root)

/** The version of Crosswalk. */
export const version = own.version

/** Where a package finds another, as Node does: in its own node_modules, else in those above it. */
function folderOf(name: string, from: string): string | undefined {
  for (let at = from; ; at = dirname(at)) {
    const folder = join(at, 'node_modules', name)
    if (existsSync(join(folder, 'package.json'))) return folder
    if (dirname(at) === at) return undefined
  }
}

/**
 * Every package that Crosswalk runs on, as installed: name and versions, by name. Packages that are there for one kind of machine alone are left out:
 * their versions are those of the package that brings them.
 */
export function dependencyVersions(): Record<string, string> {
  const found = new Map<string, Set<string>>()
  const seen = new Set<string>()
  const visit = (folder: string, names: readonly string[]): void => {
    for (const name of names) {
      const at = folderOf(name, folder)
      if (at === undefined || seen.has(at)) continue
      seen.add(at)
      const { version: installed, dependencies } = packageIn(at)
      found.set(name, (found.get(name) ?? new Set()).add(installed))
      visit(at, Object.keys(dependencies))
    }
  }
  visit(root, Object.keys(own.dependencies))
  return Object.fromEntries([...found].map(([name, versions]): [string, string] => [name, [...versions].sort().join(' ')]).sort(([a], [b]) => (a < b ? -1 : 1)))
}
