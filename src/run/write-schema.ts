import { writeFile } from 'node:fs/promises'
import { manifestJsonSchemaText } from './manifest-schema.js'

// Run from the project's root: npm run schema.
await writeFile('configs/run.schema.json', manifestJsonSchemaText())
