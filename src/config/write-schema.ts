import { writeFile } from 'node:fs/promises'
import { configJsonSchemaText } from './json-schema.js'

// Run from the project's root: npm run schema.
await writeFile('configs/crosswalk.schema.json', configJsonSchemaText())
