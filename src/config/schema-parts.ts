import { z } from 'zod'

/** Names of systems, fields, extracts, roles, matches and rules. */
export const legalName = /^[A-Za-z][A-Za-z0-9_]*$/
export const name = z
  .string()
  .regex(legalName, 'a name has letters, digits and underscores, and starts with a letter')
export const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'a date is written YYYY-MM-DD, in quotes')
export const oneOrMore = <T extends z.ZodType>(item: T) => z.union([item, z.array(item).min(1)])
