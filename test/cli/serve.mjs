// Runs the command once for each list of words that it is sent, one after another, in this one process: most of what a short call costs is
// loading the modules. It answers with what the call wrote and the exit code that it set.
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const main = pathToFileURL(resolve('dist/src/cli/main.js')).href
// Each call listens for signals and for a closed pipe, as a process of its own would.
process.setMaxListeners(0)
process.stdout.setMaxListeners(0)
process.stderr.setMaxListeners(0)

let said = { stdout: '', stderr: '' }
for (const name of ['stdout', 'stderr']) {
  process[name].write = (chunk, encoding, done) => {
    said[name] += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString()
    const callback = typeof encoding === 'function' ? encoding : done
    callback?.()
    return true
  }
}

let calls = 0
let before = Promise.resolve()

/** The entry module runs anew for each address; what it imports is loaded once. */
async function call(words) {
  said = { stdout: '', stderr: '' }
  process.exitCode = undefined
  process.argv = [process.execPath, main, ...words]
  await import(`${main}?call=${(calls += 1)}`)
  const code = process.exitCode ?? 0
  process.exitCode = undefined
  return { code, ...said }
}

process.on('message', ({ no, words }) => {
  before = before.then(async () => process.send({ no, ...(await call(words)) }))
})
process.on('disconnect', () => process.exit(0))
