import { Presets, SingleBar } from 'cli-progress'
import type { Listener, RunEvent } from '../index.js'
import { paceText, span } from './pace.js'

type Progress = Extract<RunEvent, { kind: 'progress' }>

type Out = NodeJS.WritableStream & { readonly isTTY?: boolean }

const linesEvery = 5

/** Draws the progress of one piece of work: a bar on a terminal, else a line every five seconds. */
class Drawing {
  private work = ''
  private start = 0
  private last = 0
  private bar: SingleBar | undefined

  constructor(
    private readonly out: Out,
    private readonly clock: () => number,
  ) {}

  draw(event: Progress): void {
    const now = this.clock()
    // Labels tell the rule at work and the pairs so far: they change while the work is one.
    const work = `${event.stage} ${event.unit} ${event.total}`
    if (work !== this.work) {
      this.work = work
      this.start = now
      this.last = now
    }
    const text = `${event.stage}: ${event.label}: ${paceText({ ...event, seconds: now - this.start })}`
    if (this.out.isTTY) return this.drawBar(event, text)
    if (now - this.last < linesEvery) return
    this.last = now
    this.out.write(`  ${text}\n`)
  }

  line(text: string): void {
    this.bar?.stop()
    this.bar = undefined
    this.out.write(`${text}\n`)
  }

  private drawBar({ done, total }: Progress, text: string): void {
    if (this.bar === undefined) {
      this.bar = new SingleBar({ stream: this.out, format: '  {bar} {text}', barsize: 20, clearOnComplete: true, hideCursor: false, gracefulExit: false }, Presets.shades_classic)
      this.bar.start(total, done, { text })
    }
    this.bar.setTotal(total)
    this.bar.update(done, { text })
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
export function progressListener({ json, quiet }: { readonly json: boolean; readonly quiet: boolean }, out: Out = process.stderr, clock = seconds): Listener {
  if (quiet) return () => undefined
  if (json) return (event) => void out.write(`${JSON.stringify(event)}\n`)
  const drawing = new Drawing(out, clock)
  return (event) => {
    if (event.kind === 'progress') return drawing.draw(event)
    const line = lineOf(event)
    if (line !== undefined) drawing.line(line)
  }
}
