import { z } from 'zod'
import { configSchema } from './schema.js'

const dialect = 'https://json-schema.org/draft/2020-12/schema'

/** The JSON Schema (draft 2020-12) of what a user writes, defaults optional, with descriptions, for editors that complete YAML. */
export function configJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(configSchema, { target: 'draft-2020-12', io: 'input' })
  const title = 'Crosswalk config'
  return { ...schema, $schema: dialect, title, description: 'Systems, their extracts, and the matches to run between them' }
}

/** The text of configs/crosswalk.schema.json. */
export function configJsonSchemaText(): string {
  return `${JSON.stringify(configJsonSchema(), undefined, 2)}\n`
}
