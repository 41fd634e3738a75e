import { resolve } from 'node:path'
import { parseArguments, usage } from './arguments.js'
import { generateSamples } from './samples.js'

try {
  const { out, rows } = generateSamples(parseArguments(process.argv.slice(2)))
  for (const [file, count] of Object.entries(rows)) console.log(`${String(count).padStart(9)}  ${file}`)
  console.log(resolve(out))
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  console.error(usage)
  process.exitCode = 2
}
