import type { CommandModule } from 'yargs'
import { answer, withCommon, type Common } from './common.js'
import { UsageError } from './usage-error.js'

interface Arguments extends Common {
  readonly path: string
  readonly out: string
  readonly keyFile?: string | undefined
  readonly passphraseFile?: string | undefined
}

export const decryptCommand: CommandModule<object, Arguments> = {
  command: 'decrypt <path>',
  describe: 'decrypt a file of an encrypted run, or the whole run folder',
  builder: (yargs) =>
    withCommon(
      yargs
        .positional('path', { type: 'string', demandOption: true, describe: 'a file that ends with .enc, or a run folder' })
        .option('out', { type: 'string', requiresArg: true, demandOption: true, describe: 'the file or folder to make; it must not exist' })
        .option('key-file', { type: 'string', requiresArg: true, describe: 'file with the key' })
        .option('passphrase-file', { type: 'string', requiresArg: true, describe: 'file whose first line is the passphrase' }),
    ),
  handler: async (args) => {
    const { path, out, keyFile, passphraseFile } = args
    if ((keyFile === undefined) === (passphraseFile === undefined)) throw new UsageError('crosswalk decrypt needs a key or a passphrase', 'give either --key-file FILE or --passphrase-file FILE')
    const { decrypt } = await import('../work/decrypt.js')
    const files = await decrypt(path, out, keyFile === undefined ? { passphraseFile: passphraseFile ?? '' } : { keyFile })
    answer(args, { out, files }, `${files} ${files === 1 ? 'file' : 'files'} decrypted\n${out}`)
  },
}
