const typeOf = (error: unknown): string => {
  if (!(error instanceof Error)) return 'unknown'
  // What follows the type in DuckDB's messages may quote cells.
  return /^(?:Failed to [a-z ]{1,30}: )?([A-Z][A-Za-z ]{2,40} Error):/u.exec(error.message)?.[1] ?? error.name
}

/** A failure that no one foresaw, with the table that was being made; its message holds no data. */
export class StageFault extends Error {
  override readonly name = 'StageFault'
  readonly exitCode = 3
  constructor(
    readonly stage: string,
    readonly table: string,
    override readonly cause: unknown,
  ) {
    super(`${typeOf(cause)} while ${stage} made ${table}`)
  }
}

/** The class of an error without its text, which may quote data. */
export const classOf = typeOf
