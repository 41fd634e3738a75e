import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A new empty folder under the one of this run of the tests, with which it goes. */
export const temporaryFolder = (name: string): string => mkdtempSync(join(tmpdir(), `crosswalk-${name}-`))
