import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

interface Locked {
  readonly version?: string
  readonly license?: string
  readonly integrity?: string
  readonly dev?: boolean
}

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Readonly<Record<string, Locked>> }
const shipped = Object.entries(packages).filter(([path, { dev }]) => path !== '' && dev !== true)
const nameOf = (path: string): string => path.replace(/^.*node_modules\//, '')

/** Licences that let the program be used, changed and handed on without conditions on what it is part of. */
const allowed = new Set(['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'Unlicense', '0BSD'])

test('every package that is shipped has an allowed licence and a hash', () => {
  expect(shipped.length).toBeGreaterThan(50)
  expect(shipped.filter(([, { license }]) => license === undefined || !allowed.has(license)).map(([path, { license }]) => [path, license])).toEqual([])
  expect(shipped.filter(([, { integrity }]) => integrity?.startsWith('sha512-') !== true).map(([path]) => path)).toEqual([])
})

test('the bill of materials lists each of them with its version and licence, and is the same each time', () => {
  const made = (): string => spawnSync(process.execPath, ['scripts/sbom.mjs'], { encoding: 'utf8' }).stdout
  const text = made()
  expect(made()).toBe(text)
  const bom = JSON.parse(text) as { bomFormat: string; components: { name: string; version: string; licenses?: { license: { id?: string } }[] }[] }
  expect(bom.bomFormat).toBe('CycloneDX')
  const listed = new Set(bom.components.map(({ name, version, licenses }) => `${name}@${version} ${licenses?.[0]?.license.id ?? ''}`))
  expect(shipped.map(([path, { version, license }]) => `${nameOf(path)}@${version ?? ''} ${license ?? ''}`).filter((one) => !listed.has(one))).toEqual([])
})
