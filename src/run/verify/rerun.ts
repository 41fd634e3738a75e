import { isDeepStrictEqual } from 'node:util'
import { attestationFile } from '../attestation.js'
import type { Manifest } from '../manifest-schema.js'
import type { Found, Mismatch } from './verified.js'

/** Parts of a manifest that are told as a whole; tables and files are told one by one. */
const parts = ['crosswalk', 'name', 'as_of', 'code', 'stages', 'config', 'config_sha256', 'inputs', 'sidecars', 'labels', 'history', 'versions', 'method', 'reference', 'seeds', 'identities'] as const

const hashesOf = ({ tables, files }: Manifest): Map<string, string> =>
  new Map([...tables.flatMap(({ file, sha256, csv }) => [{ file, sha256 }, ...(csv === null ? [] : [csv])]), ...files].map(({ file, sha256 }) => [file, sha256]))

/** In what a run that was made again is not the same. */
export function differences(before: Manifest, after: Manifest): Found {
  const [then, now] = [hashesOf(before), hashesOf(after)]
  // The attestation is made of the others: it differs where they do.
  const names = [...new Set([...then.keys(), ...now.keys()])].filter((file) => file !== attestationFile && then.get(file) !== now.get(file)).sort()
  const files = names.map((name): Mismatch => ({ what: 'rerun', name, detail: !now.has(name) ? 'was not made again' : then.has(name) ? 'was made again with other bytes' : 'was made again and had not been there' }))
  const others = parts.filter((part) => !isDeepStrictEqual(before[part], after[part])).map((part): Mismatch => ({ what: 'rerun', name: `run.json: ${part}`, detail: 'is another one in the run that was made again' }))
  return { checked: then.size, mismatches: [...others, ...files], unchecked: [] }
}
