import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { crossCheck } from '../../src/config/cross-check.js'
import { parseConfig } from '../../src/config/load.js'
import { ConfigError } from '../../src/engine/errors.js'

export const fixture = (name: string): string => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url))
export const good = readFileSync(fixture('good.yaml'), 'utf8')

/** The good config with one text replaced, which must occur. */
export const changed = (from: string, to: string): string => {
  if (!good.includes(from)) throw new Error(`the fixture has no ${from}`)
  return good.replace(from, () => to)
}

/** The ConfigError that a text gives at loading or at the cross-check. */
export const errorOf = (text: string): ConfigError => {
  try {
    crossCheck(parseConfig(text, 'x.yaml'))
  } catch (error) {
    if (error instanceof ConfigError) return error
    throw error
  }
  throw new Error('the config was accepted')
}

/** `line:column what | remedy` of that error. */
export const said = (text: string): string => {
  const { place, what, remedy } = errorOf(text)
  return `${place.line}:${place.column} ${what} | ${remedy}`
}
