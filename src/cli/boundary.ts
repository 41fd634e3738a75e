interface Told {
  readonly code: number
  readonly name: string
  readonly text: string
}

const ours = 'this is a fault of Crosswalk, not of your data; nothing was written. Please report it with this line; CROSSWALK_DEBUG=1 shows the whole error, which may quote data'

async function told(error: unknown): Promise<Told> {
  if (error instanceof Error && 'exitCode' in error && error.name !== 'StageFault') return { code: Number(error.exitCode), name: error.name, text: error.message }
  const { classOf, StageFault } = await import('../work/errors.js')
  return { code: 3, name: classOf(error), text: `${error instanceof StageFault ? error.message : classOf(error)}: ${ours}` }
}

/** The one place where errors end: a sentence on stderr, as JSON when asked for, and the exit code. Errors of ours are told without their text, which may quote data. */
export async function report(error: unknown, json: boolean): Promise<number> {
  const { code, name, text } = await told(error)
  process.stderr.write(json ? `${JSON.stringify({ kind: 'error', error: name, code, text })}\n` : `crosswalk: ${text}\n`)
  if (process.env['CROSSWALK_DEBUG'] !== undefined) {
    const shown = error instanceof Error && error.cause !== undefined ? error.cause : error
    process.stderr.write(`${shown instanceof Error ? (shown.stack ?? shown.message) : String(shown)}\n`)
  }
  return code
}
