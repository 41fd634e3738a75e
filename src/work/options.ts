import type { Guesser } from '../run/guess.js'
import type { RunOptions } from '../run/run.js'

/** How a run works, whatever it runs. */
export type WorkOptions = Pick<RunOptions, 'memory' | 'threads' | 'signal' | 'listener' | 'force' | 'sign'>

/** What guesses roles; names, places and telephones are loaded only when a file has been found and read. */
export const guesser = async (): Promise<Guesser> => {
  const [{ guessRoles }, { dateFormat }] = await Promise.all([import('../text/roles.js'), import('../text/column-contents.js')])
  return { roles: guessRoles, dateFormat: (column) => dateFormat(column, 0.5)?.format }
}
