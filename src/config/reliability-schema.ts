import { z } from 'zod'
import { day, name } from './schema-parts.js'

const percent = z.number().min(0).max(100)
const words = z.string().min(1)

/** What may be concluded of the reliability of data for a purpose, in the words of GAO-20-283G. */
export const conclusions = ['sufficiently reliable', 'not sufficiently reliable', 'undetermined'] as const

/** `reliability` of a config: beyond what a test fails, what is concluded of the tests as a draft, and what a person concluded. */
export const reliability = z.strictObject({
  purpose: z.string().default('').describe('what the data are used for, in words: data are reliable for a purpose or not'),
  thresholds: z
    .strictObject({
      unreadable: percent.default(1).describe('percent of the rows delivered that could not be read'),
      without_key: percent.default(1).describe('percent of the rows read that have no key, or that of another'),
      outside_window: percent.default(1).describe('percent of the keys whose event lies outside the declared window or after the cutoff'),
      not_conforming: percent.default(5).describe('percent of the filled cells that do not hold what their field says'),
      placeholders: percent.default(5).describe('percent of the filled cells that hold a placeholder'),
      differing: percent.default(5).describe('percent of the cells that two extracts share and give different values'),
      failed_tests: z.number().int().nonnegative().default(0).describe('failed tests beyond which a system is drafted as not sufficiently reliable'),
      untested: percent.default(25).describe('percent of the tests that could not be made, beyond which it is drafted as undetermined'),
    })
    .prefault({})
    .describe('a test fails beyond its threshold; a control total fails where it differs at all'),
  confirmed: z
    .record(
      name,
      z.strictObject({
        by: words.describe('the person who concluded'),
        on: day,
        conclusion: z.enum(conclusions),
        reason: words.describe('why, for what use'),
      }),
    )
    .default({})
    .describe('by system, what a person concluded; printed beside the draft and never derived from it'),
})

export type ReliabilityConfig = z.output<typeof reliability>
