import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

const newest = (folder: string): number =>
  Math.max(
    0,
    ...readdirSync(folder, { withFileTypes: true }).map((entry) => {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) return entry.name === 'out' ? 0 : newest(path)
      return entry.name.endsWith('.ts') ? statSync(path).mtimeMs : 0
    }),
  )

/** Tests that call the command as a process need dist/; compiles it once when it is older than its sources. */
export default function compile(): void {
  const main = join('dist', 'src', 'cli', 'main.js')
  if (existsSync(main) && statSync(main).mtimeMs >= Math.max(newest('src'), newest('samples'))) return
  execFileSync(process.execPath, [join('node_modules', 'typescript', 'bin', 'tsc'), '-p', 'tsconfig.build.json'], { stdio: 'inherit' })
}
