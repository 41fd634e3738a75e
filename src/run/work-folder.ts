import { lstatSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isAlive } from './alive.js'

/** Folders of commands that read a run: made here, with the id of their process in the name. */
const named = /^crosswalk-(?:report|explain|evaluate)-(\d{1,10})-[A-Za-z0-9]{6}$/

/** Removes what commands that were killed left behind: their copies of tables hold personal data. Folders of other users stay. */
function clearDead(parent: string): void {
  for (const name of readdirSync(parent)) {
    const pid = Number(named.exec(name)?.[1])
    if (!Number.isInteger(pid) || isAlive(pid)) continue
    const folder = join(parent, name)
    const facts = lstatSync(folder, { throwIfNoEntry: false })
    if (facts?.isDirectory() === true && facts.uid === process.getuid?.()) rmSync(folder, { recursive: true, force: true })
  }
}

/** A new temporary folder, 0700, for the database of a command that reads a run; the caller removes it. Clears those of dead processes. */
export function makeWorkFolder(purpose: 'report' | 'explain' | 'evaluate', parent = tmpdir()): string {
  clearDead(parent)
  return mkdtempSync(join(parent, `crosswalk-${purpose}-${process.pid}-`))
}
