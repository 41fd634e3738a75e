import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const variables = process.platform === 'win32' ? ['TEMP', 'TMP'] : ['TMPDIR']

/**
 * One temporary folder for everything that a run of the tests makes, what the project, its processes and the browser put aside included;
 * it is removed when the last test has ended.
 */
export default function root(): () => void {
  const before = variables.map((name) => [name, process.env[name]] as const)
  const folder = mkdtempSync(join(tmpdir(), 'crosswalk-tests-'))
  // One test calls the command as a user of little right, who must reach its files.
  chmodSync(folder, 0o755)
  for (const name of variables) process.env[name] = folder
  const remove = (): void => rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  // Also where the run is stopped before its end.
  process.once('exit', remove)
  return () => {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
    }
    remove()
  }
}
