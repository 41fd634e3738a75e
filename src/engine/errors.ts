/** Where a fault stands. Lines and columns are one-based; `column` is a column's name or a character position. */
export interface Place {
  readonly file?: string
  readonly line?: number
  readonly column?: string | number
}

const said = (what: string, place: Place, remedy: string): string => {
  const where = [place.file, place.line, place.column].filter((part) => part !== undefined).join(':')
  return [where === '' ? what : `${where}: ${what}`, remedy].filter((part) => part !== '').join('\n  remedy: ')
}

/** Input that cannot be used: a data file, a folder, an argument. Exit code 2. */
export class InputError extends Error {
  readonly exitCode: number = 2
  override readonly name: string = 'InputError'
  constructor(
    readonly what: string,
    readonly place: Place = {},
    readonly remedy: string = '',
  ) {
    super(said(what, place, remedy))
  }
}

/** The machine has too little memory or disk for the work: with more, a run that was saved may go on. Exit code 2. */
export class ResourceError extends InputError {}

/** A config that cannot be used; `place` is in the config file. Exit code 2. */
export class ConfigError extends InputError {
  override readonly name = 'ConfigError'
}

/** An identity that does not hold: a fault of Crosswalk's own, so the report is withheld. Exit code 3. */
export class IdentityError extends Error {
  readonly exitCode = 3
  override readonly name = 'IdentityError'
}

/** The user interrupted the run. Exit code 130. */
export class InterruptedError extends Error {
  readonly exitCode = 130
  override readonly name = 'InterruptedError'
}
