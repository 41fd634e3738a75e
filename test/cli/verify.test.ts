import { generateKeyPairSync } from 'node:crypto'
import { appendFileSync, cpSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { temporaryFolder } from '../temporary.js'
import { crosswalk, csv, people, write } from './process.js'

const folder = temporaryFolder('verify')
const limits = ['--quiet', '--threads', '1', '--memory', '1GB']
const keys = generateKeyPairSync('ed25519')
const [run, changed] = [join(folder, 'run'), join(folder, 'changed')]
let key = ''
beforeAll(async () => {
  write(folder, 'people.csv', csv(people(30)))
  key = write(folder, 'key.pub', keys.publicKey.export({ type: 'spki', format: 'pem' }).toString())
  const { code, stderr } = await crosswalk(['match', join(folder, 'people.csv'), '--out', run, ...limits])
  expect([0, 1], stderr).toContain(code)
  cpSync(run, changed, { recursive: true })
  appendFileSync(join(changed, 'entities.csv'), 'x')
})

test('crosswalk verify ends with 0 where all is as it was, with 1 and the file where it is not', async () => {
  const whole = await crosswalk(['verify', run, ...limits])
  expect([whole.code, whole.lastLine]).toEqual([0, 'everything that was checked is as it was'])
  const other = await crosswalk(['verify', changed, '--json', ...limits])
  expect(other.code).toBe(1)
  expect(JSON.parse(other.stdout)).toMatchObject({ ok: false, mismatches: [{ what: 'changed', name: 'entities.csv' }] })
})

test('a key asks for a signature; a folder that is no run ends with 2', async () => {
  const unsigned = await crosswalk(['verify', run, '--key', key, ...limits])
  expect(unsigned.code).toBe(1)
  expect(unsigned.stdout).toContain('signature: run.json.sig the run is not signed')
  const none = await crosswalk(['verify', folder, ...limits])
  expect(none.code).toBe(2)
  expect(none.stderr).toContain('is no run folder')
})

test('crosswalk diff ends with 0 for a run and itself', async () => {
  const same = await crosswalk(['diff', run, run, ...limits])
  expect([same.code, same.lastLine]).toEqual([0, 'the runs are the same'])
  const none = await crosswalk(['diff', run, ...limits])
  expect([none.code, none.stderr]).toEqual([2, expect.stringContaining('was given no pair of run folders')])
})
