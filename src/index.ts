import { checkAgainstFiles } from './config/check.js'
import { crossCheck } from './config/cross-check.js'
import { loadConfig } from './config/load.js'
import { run } from './run/run.js'
export { loadConfig, crossCheck, checkAgainstFiles, run }
