/** Arguments that cannot be used. Exit code 2. Known without loading the library, so that help stays fast. */
export class UsageError extends Error {
  readonly exitCode = 2
  override readonly name = 'UsageError'
  constructor(what: string, remedy: string) {
    super(`${what}\n  remedy: ${remedy}`)
  }
}
