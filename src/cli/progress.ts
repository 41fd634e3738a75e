import type { Listener, RunEvent } from '../index.js'
import { paceText, span } from './pace.js'

type Progress = Extract<RunEvent, { kind: 'progress' }>

const linesEvery = 5
const redrawEvery = 0.1

/** Draws the progress of one piece of work: over one line of a terminal, else as a line every five seconds. */
class Drawing {
  private label = ''
  private start = 0
  private last = 0
  private open = false

  constructor(
    private readonly out: NodeJS.WriteStream,
    private readonly clock: () => number,
  ) {}

  draw(event: Progress): void {
    const now = this.clock()
    const label = `${event.stage}: ${event.label}`
    if (label !== this.label) {
      this.label = label
      this.start = now
      this.last = this.out.isTTY ? 0 : now
    }
    if (now - this.last < (this.out.isTTY ? redrawEvery : linesEvery)) return
    this.last = now
    const text = `  ${label}: ${paceText({ ...event, seconds: now - this.start })}`
    if (!this.out.isTTY) return void this.out.write(`${text}\n`)
    this.out.write(`\r\u001B[2K${text.slice(0, Math.max(20, this.out.columns - 1))}`)
    this.open = true
  }

  line(text: string): void {
    if (this.open) this.out.write('\r\u001B[2K')
    this.open = false
    this.out.write(`${text}\n`)
  }
}

function lineOf(event: RunEvent): string | undefined {
  switch (event.kind) {
    case 'note':
      return `${event.level === 'warning' ? 'warning: ' : '  '}${event.text}`
    case 'stage_done':
      return `${event.stage}: ${event.seconds < 10 ? `${event.seconds.toFixed(1)} s` : span(event.seconds)}`
    case 'identity_checked':
      return event.ok ? undefined : `broken identity in ${event.stage}: ${event.identity} (${event.scope}): ${event.lhs} is not ${event.rhs}`
    default:
      return undefined
  }
}

const seconds = (): number => performance.now() / 1000

/** What a run tells, on stderr: for people, or as JSON lines; nothing when quiet. */
export function progressListener({ json, quiet }: { readonly json: boolean; readonly quiet: boolean }, out = process.stderr, clock = seconds): Listener {
  if (quiet) return () => undefined
  if (json) return (event) => void out.write(`${JSON.stringify(event)}\n`)
  const drawing = new Drawing(out, clock)
  return (event) => {
    if (event.kind === 'progress') return drawing.draw(event)
    const line = lineOf(event)
    if (line !== undefined) drawing.line(line)
  }
}
