import { existsSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { z } from 'zod'
import { InputError } from '../engine/errors.js'

const ruleSchema = z.object({ rule_id: z.string(), tested: z.number().int().nonnegative(), failing: z.number().int().nonnegative() })
const lineSchema = z.object({ config: z.string(), as_of: z.string(), rules: z.array(ruleSchema) })

/** What one run of a config found by its rules: a line of a history. */
export type HistoryLine = z.output<typeof lineSchema>

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function linesOf(path: string): HistoryLine[] {
  if (!existsSync(path)) return []
  return readFileSync(path, 'utf8').split('\n').flatMap((text, index) => {
    if (text === '') return []
    const line = lineSchema.safeParse(parsed(text))
    if (line.success) return [line.data]
    throw new InputError('is no line of a history', { file: basename(path), line: index + 1 }, 'give the file that crosswalk wrote, or name another for quality.history')
  })
}

/**
 * What runs of a config found before a day: of each day the line appended last, in the order of days. All that a run reads of its history, so that
 * the same run reads the same again after it has appended its own. Throws InputError (file, line).
 */
export function readHistory(path: string, config: string, before: string): HistoryLine[] {
  const byDay = new Map(linesOf(path).filter((line) => line.config === config && line.as_of < before).map((line) => [line.as_of, line]))
  return [...byDay.values()].sort((a, b) => (a.as_of < b.as_of ? -1 : 1))
}

/** The lines as text: what is hashed as an input. */
export const historyText = (lines: readonly HistoryLine[]): string => lines.map((line) => `${JSON.stringify(line)}\n`).join('')
