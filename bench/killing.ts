// node dist/bench/killing.js [--instants N] [--seed N] [--at-once N] [--seconds S] [--tried FILE] [--docs FILE]: kills (SIGKILL) a run of the tiny samples as each stage and each piece of
// the finishing begins, and at N random instants (200), goes on from each by --resume and looks whether everything is as it should be. No further instant is
// begun after S seconds. --tried keeps what was tried in a file, and goes on where it ends: no instant is tried twice. Prints a Markdown table; --docs writes it
// between the marks of a page. Ends with code 1 where anything was not.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isDeepStrictEqual, parseArgs } from 'node:util'
import pLimit from 'p-limit'
import { Random } from '../samples/random.js'
import { attempt, makeScene, undisturbed, type Instant } from './killing/attempt.js'
import { tableText, type TriedInstant } from './killing/table.js'
import { writeBetweenMarks } from './page.js'
import { Tried } from './tried.js'

const { values } = parseArgs({
  options: {
    instants: { type: 'string', default: '200' }, seed: { type: 'string', default: '1' }, 'at-once': { type: 'string', default: '1' }, seconds: { type: 'string', default: '86400' }, tried: { type: 'string' }, docs: { type: 'string' },
  },
})
const folder = mkdtempSync(join(tmpdir(), 'crosswalk-killing-'))
const start = performance.now()

try {
  const scene = makeScene(folder)
  const whole = await undisturbed(scene)
  process.stderr.write(`undisturbed: ${whole.seconds.toFixed(1)} s, ${whole.boundaries.length} boundaries\n`)
  const random = Random.seeded(Number(values.seed))
  const instants: Instant[] = [
    ...whole.boundaries.map((boundary) => ({ boundary })),
    ...Array.from({ length: Number(values.instants) }, () => ({ share: random.next() })),
  ]
  const limit = pLimit(Number(values['at-once']))
  const tried = new Tried<TriedInstant>(values.tried)
  await Promise.all(
    instants.map((instant, no) =>
      limit(async () => {
        if (tried.all.some((one) => isDeepStrictEqual(one.instant, instant)) || performance.now() - start > Number(values.seconds) * 1000) return
        const found = await attempt(scene, whole, instant, no)
        tried.add({ instant, found })
        const at = 'boundary' in instant ? instant.boundary : `${(instant.share * whole.seconds).toFixed(2)} s`
        process.stderr.write(`${tried.all.length} of ${instants.length}: ${at}: killed in ${found.killedIn ?? '(it had ended)'}, went on after ${found.goneOnAfter} stages${found.faults.map((fault) => `; FAULT: ${fault}`).join('')}\n`)
      }),
    ),
  )
  const table = tableText(tried.all)
  process.stdout.write(table)
  if (values.docs !== undefined) writeBetweenMarks(values.docs, 'killing', table)
  process.exitCode = tried.all.some(({ found }) => found.faults.length > 0) ? 1 : 0
} finally {
  rmSync(folder, { recursive: true, force: true })
}
