import type { CheckedConfig } from '../config/check.js'
import { configText } from '../config/config-text.js'
import type { LoadedConfig } from '../config/load.js'

export type { CheckedConfig, LoadedConfig }

/** Everything that can be known of a config before a run: schema, cross-field checks, columns of the real files, given parameters; the config with its maps in one order. Throws ConfigError. */
export async function check(path: string): Promise<{ readonly loaded: LoadedConfig; readonly checked: CheckedConfig }> {
  const text = await configText(path)
  const [{ checkAgainstFiles }, { crossCheck }, { parseConfig }] = await Promise.all([import('../config/check.js'), import('../config/cross-check.js'), import('../config/load.js')])
  const written = parseConfig(text, path)
  crossCheck(written)
  const checked = await checkAgainstFiles(written)
  const loaded = { ...written, config: checked.config }
  const [{ checkParameters }, { checkExhibits }] = await Promise.all([import('../run/parameter-faults.js'), import('../run/exhibits.js')])
  await checkParameters(loaded, checked)
  await checkExhibits(loaded.config, checked)
  return { loaded, checked }
}
