import type { Manifest } from './manifest-schema.js'

/** Name of the attestation in a run folder. */
export const attestationFile = 'attestation.intoto.json'

const told = ({ stage, identity, scope }: Manifest['identities'][number]): string => `${stage}: ${identity} (${scope})`

const digest = (sha256: string): { readonly sha256: string } => ({ sha256 })

/**
 * What a run says of itself as an in-toto statement, version 1, with the predicate test-result, version 0.1: its files are the subjects, its inputs and
 * config the configuration, its identities the tests. It passed where findings are within tolerance, else it warns. run.json is no subject, since it
 * holds times, and names this file itself.
 */
export function attestationOf({ code, config_sha256: config, inputs, sidecars, labels = [], tables, identities, files }: Omit<Manifest, 'environment' | 'timings'>): Record<string, unknown> {
  const outputs = [...tables.flatMap(({ file, sha256, csv }) => [{ file, sha256 }, ...(csv === null ? [] : [csv])]), ...files]
  return {
    _type: 'https://in-toto.io/Statement/v1',
    subject: outputs.map(({ file, sha256 }) => ({ name: file, digest: digest(sha256) })),
    predicateType: 'https://in-toto.io/attestation/test-result/v0.1',
    predicate: {
      result: code === 0 ? 'PASSED' : 'WARNED',
      configuration: [{ name: 'config', digest: digest(config) }, ...[...inputs, ...sidecars, ...labels].map(({ file, sha256 }) => ({ name: file, digest: digest(sha256) }))],
      passedTests: identities.filter(({ ok }) => ok).map(told),
      warnedTests: code === 0 ? [] : ['findings within the tolerances of the config'],
      failedTests: identities.filter(({ ok }) => !ok).map(told),
    },
  }
}
