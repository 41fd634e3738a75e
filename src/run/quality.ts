import { typedCondition } from '../config/condition.js'
import { ruleFields } from '../config/quality-kinds.js'
import { qualityRules } from '../config/quality-library.js'
import type { Config } from '../config/schema.js'
import type { FieldType } from '../config/words.js'
import type { PlanQuality, PlanRule, PlanSystem, TrendLine } from '../stages/plan.js'

/** The rules of data quality of a run, those of the library first. */
export function planQuality(config: Config, systems: readonly PlanSystem[], history: readonly TrendLine[] = []): PlanQuality {
  const find = (name: string): PlanSystem => {
    const found = systems.find((system) => system.name === name)
    if (found === undefined) throw new Error(`no system ${name}`)
    return found
  }
  const rules = qualityRules(config).map(({ rule, library }): PlanRule => {
    const fields = ruleFields(rule)
    const system = find(rule.system)
    const typeOf = (field: string): FieldType | undefined => system.config.fields[field]?.type
    return {
      id: `${rule.system}.${rule.name}`,
      system,
      library,
      config: rule,
      fields,
      where: typedCondition(rule.where, typeOf),
      compare: typedCondition(rule.compare, typeOf),
      ...(rule.to === undefined ? {} : { to: { system: find(rule.to), fields: rule.to_fields ?? fields } }),
    }
  })
  return { rules, office: config.quality?.office ?? {}, history }
}
