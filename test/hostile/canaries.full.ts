import { join } from 'node:path'
import { expect, test } from 'vitest'
import { crosswalk } from '../cli/process.js'
import { temporaryFolder } from '../temporary.js'
import { canariesIn, canaryFolder } from './canaries.js'

const root = temporaryFolder('canaries-full')

test('names, birth dates and identifiers are in nothing that any command prints for people', async () => {
  const whole = join(root, 'whole')
  const config = canaryFolder(whole)
  const [one, two, other] = ['one.csv', 'two.csv', 'other.csv'].map((name) => join(whole, name)) as [string, string, string]
  const limits = ['--memory', '1GB', '--threads', '1']
  const folder = (await crosswalk(['run', config, ...limits])).lastLine
  const commands = [
    ['run', config, '--force', ...limits],
    ['match', one, other, '--id', 'case_id', '--out', join(root, 'match'), ...limits],
    ['reconcile', one, two, '--key', 'case_id', '--out', join(root, 'reconcile'), ...limits],
    ['profile', one, '--out', join(root, 'profile'), ...limits],
    ['init', one, other, '--id', 'case_id'],
    ['check', config],
    ['evaluate', folder, '--truth', join(whole, 'labels.csv'), ...limits],
    ['report', folder, ...limits],
  ]
  for (const words of commands) {
    const { code, stdout, stderr } = await crosswalk(words)
    expect(code, stderr).toBeLessThan(2)
    expect({ words: words[0], found: canariesIn(`${stdout}\n${stderr}`) }).toEqual({ words: words[0], found: [] })
  }
})
