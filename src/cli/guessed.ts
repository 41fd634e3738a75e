import type { GuessedFile } from '../index.js'
import { say, type Common } from './common.js'

const told = ({ column, role, reason }: GuessedFile['roles'][number], idColumn: string | undefined): string => `  ${column}: ${column === idColumn ? 'the record id' : `${role} (${reason})`}`

/** Prints on stderr what the columns were taken for, and why. */
export const sayGuessed = (common: Common) => (files: readonly GuessedFile[]): void => {
  for (const file of files) {
    const kind = file.kind ? `\n  ${file.kind.column} tells persons from organisations` : ''
    say(common, `${file.path}\n${file.roles.map((guess) => told(guess, file.idFound ? file.idColumn : undefined)).join('\n')}${kind}`)
  }
  say(common, 'roles can be changed by --role COLUMN=ROLE')
}
