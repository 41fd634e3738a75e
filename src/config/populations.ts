import type { Config, MentionConfig } from './schema.js'
import { roles, type Role } from './words.js'

const nameParts: readonly Role[] = ['given_name', 'middle_name', 'family_name', 'name_suffix']
const dateParts: readonly Role[] = ['birth_year', 'birth_month', 'birth_day']

/** What normalising derives from a role that a mention holds: parts of a full name, parts of a date, numbers of a street. */
const derived = (role: Role): readonly Role[] => {
  if (role === 'full_name') return [...nameParts, 'organisation']
  if (role === 'given_name' || role === 'family_name' || role === 'organisation') return ['full_name']
  if (role === 'date_of_birth') return dateParts
  if (role === 'birth_year') return ['date_of_birth']
  return role === 'street' ? ['house_number', 'unit'] : []
}

const held = (mention: MentionConfig): Role[] =>
  roles.flatMap((role) => {
    if (role === 'ignore' || role === 'source_system' || mention.columns[role] === undefined) return []
    return [role, ...derived(role)]
  })

/** Fields in which a population `SYSTEM.role` holds a comparison role. */
export function fieldsOf(config: Config, population: string, role: Role): string[] {
  const [name = '', mentioned = ''] = population.split('.')
  const mentions = (config.systems[name]?.mentions ?? []).filter((mention) => mention.role === mentioned || mention.organisation_role === mentioned)
  return mentions.flatMap(({ columns }) => columns[role] ?? [])
}

/** Every population `SYSTEM.role` of a config, with the comparison roles that its mentions hold or that derive from them. */
export function populationsOf(config: Config): ReadonlyMap<string, ReadonlySet<Role>> {
  const populations = new Map<string, Set<Role>>()
  for (const [system, { mentions }] of Object.entries(config.systems)) {
    for (const mention of mentions) {
      for (const role of [mention.role, mention.organisation_role ?? mention.role]) {
        const name = `${system}.${role}`
        populations.set(name, new Set([...(populations.get(name) ?? []), ...held(mention)]))
      }
    }
  }
  return populations
}
