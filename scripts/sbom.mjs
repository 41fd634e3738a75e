// npm run sbom: the software bill of materials of what is shipped, as CycloneDX 1.5, made by npm from the lockfile without the network. The same
// lockfile gives the same bytes: the time and the random serial number that npm puts in are taken out.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const { status, stdout, stderr } = spawnSync('npm', ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only', '--offline'], { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 })
if (status !== 0) {
  process.stderr.write(stderr)
  process.exit(status ?? 1)
}
const { serialNumber: _, ...bom } = JSON.parse(stdout)
delete bom.metadata.timestamp
delete bom.metadata.tools
bom.metadata.component.name = 'crosswalk'
// npm's own --omit dev leaves out packages that development needs too, zod and yaml among them; the lockfile tells which are shipped.
const { packages } = JSON.parse(readFileSync(`${root}/package-lock.json`, 'utf8'))
const locked = Object.entries(packages).filter(([path, { dev, devOptional }]) => path !== '' && !dev && !devOptional)
const shipped = new Set(locked.map(([path, { version }]) => `${path.replace(/^.*node_modules\//, '')}@${version}`))
const isShipped = (ref) => shipped.has(ref) || ref === bom.metadata.component['bom-ref']
bom.components = bom.components.filter((component) => isShipped(component['bom-ref']))
bom.dependencies = bom.dependencies.filter(({ ref }) => isShipped(ref)).map((one) => ({ ...one, dependsOn: (one.dependsOn ?? []).filter(isShipped) }))
process.stdout.write(`${JSON.stringify(bom, null, 2)}\n`)
