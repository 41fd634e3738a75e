import type { CommandModule } from 'yargs'
import { withCommon, type Common } from './common.js'

export const evaluateCommand: CommandModule<object, Common> = { command: 'evaluate <run>', describe: 'x', builder: (yargs) => withCommon(yargs), handler: () => undefined }
