import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Database } from '../../engine/database.js'
import { renderProfile } from './page.js'
import { readProfile } from './read.js'
import { hasProposals, rulesYaml } from './rules.js'

export type { ProfileSummary } from './summary.js'

/** Writes report.html, summary.json and proposed-rules.yaml of a profile into its folder. */
export async function writeProfile({ database, folder, version }: { readonly database: Database; readonly folder: string; readonly version: string }): Promise<void> {
  const summary = await readProfile(database, version)
  writeFileSync(join(folder, 'summary.json'), `${JSON.stringify(summary, null, 1)}\n`, { mode: 0o600 })
  if (hasProposals(summary.files)) writeFileSync(join(folder, 'proposed-rules.yaml'), rulesYaml(summary), { mode: 0o600 })
  writeFileSync(join(folder, 'report.html'), renderProfile(summary), { mode: 0o600 })
}
