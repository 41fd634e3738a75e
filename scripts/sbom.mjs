// npm run sbom: the software bill of materials of what is shipped, as CycloneDX 1.5, made by npm from the lockfile without the network. The same
// lockfile gives the same bytes: the time and the random serial number that npm puts in are taken out.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const { status, stdout, stderr } = spawnSync('npm', ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only', '--omit', 'dev', '--offline'], { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 })
if (status !== 0) {
  process.stderr.write(stderr)
  process.exit(status ?? 1)
}
const { serialNumber: _, ...bom } = JSON.parse(stdout)
delete bom.metadata.timestamp
delete bom.metadata.tools
bom.metadata.component.name = 'crosswalk'
process.stdout.write(`${JSON.stringify(bom, null, 2)}\n`)
