import { chmodSync, mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { freemem, tmpdir } from 'node:os'
import { join } from 'node:path'

const variables = process.platform === 'win32' ? ['TEMP', 'TMP'] : ['TMPDIR']

/** The tests leave up to two gigabytes in thousands of small files, each run waits until its own are on the disk. */
const enough = 8e9
const inMemory = '/dev/shm'

/** Where temporary files cost least: memory, where there is plenty and nothing else was asked for. */
function place(): string {
  if (process.platform !== 'linux' || process.env['TMPDIR'] !== undefined || process.env['CROSSWALK_TEST_FULL'] === '1') return tmpdir()
  try {
    const { bavail, bsize } = statfsSync(inMemory)
    return Math.min(bavail * bsize, freemem()) > enough ? inMemory : tmpdir()
  } catch {
    return tmpdir()
  }
}

/**
 * One temporary folder for everything that a run of the tests makes, what the project, its processes and the browser put aside included;
 * it is removed when the last test has ended.
 */
export default function root(): () => void {
  const before = variables.map((name) => [name, process.env[name]] as const)
  const folder = mkdtempSync(join(place(), 'crosswalk-tests-'))
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
