import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { configJsonSchema, configJsonSchemaText } from '../../src/config/json-schema.js'

test('the committed schema is fresh (npm run schema)', () => {
  expect(readFileSync('configs/crosswalk.schema.json', 'utf8')).toBe(configJsonSchemaText())
})

test('it is draft 2020-12, strict, keeps descriptions and asks only for what has no default', () => {
  const schema = configJsonSchema()
  expect(schema).toMatchObject({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    additionalProperties: false,
    required: ['version', 'name', 'systems'],
    properties: { floor: { description: 'lowest probability that is kept', default: 0.01 } },
  })
})
