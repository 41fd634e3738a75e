import type { QualityKind, QualityRule, Severity } from './quality-schema.js'
import type { Config, MentionConfig, SystemConfig } from './schema.js'
import type { FieldType, Role } from './words.js'

const promising: readonly FieldType[] = ['date', 'integer', 'decimal', 'ssn', 'a_number', 'receipt_number', 'email', 'name', 'phone', 'gender', 'postcode']
const ownedByOne: readonly FieldType[] = ['ssn', 'a_number', 'phone', 'email']
const identifierRoles = ['ssn', 'a_number', 'passport', 'national_id', 'drivers_license'] as const satisfies readonly Role[]
const names = ['family_name', 'given_name', 'full_name', 'organisation'] as const satisfies readonly Role[]
/** Ages below which people do not act in a role; plausible, not lawful. */
const youngest: Readonly<Record<string, number>> = { petitioner: 14, employer: 14, sponsor: 14, attorney: 18 }

const list = (value: string | readonly string[] | undefined): readonly string[] => (value === undefined ? [] : typeof value === 'string' ? [value] : value)

type Options = Partial<Omit<QualityRule, 'name' | 'system' | 'kind' | 'severity'>>
type Make = (name: string, kind: QualityKind, severity: Severity, options: Options) => QualityRule

function fieldRules({ fields, amount }: SystemConfig, make: Make): QualityRule[] {
  return Object.entries(fields).flatMap(([field, { type, values }]) => [
    make(`complete_${field}`, 'complete', 'info', { field }),
    make(`placeholder_${field}`, 'placeholder', 'warning', { field }),
    ...(promising.includes(type) || values !== undefined ? [make(`conforms_${field}`, 'conforms', 'warning', { field })] : []),
    ...(type === 'receipt_number' ? [make(`receipt_office_${field}`, 'valid_receipt_number', 'info', { field })] : []),
    ...(ownedByOne.includes(type) ? [make(`frequent_${field}`, 'frequent_value', 'info', { field })] : []),
    ...(type === 'decimal' || (field === amount && type === 'integer')
      ? [make(`outlier_${field}`, 'outlier', 'info', { field, scale: 'log' }), make(`benford_${field}`, 'benford', 'info', { field, warn: { percent: 6.75 } })]
      : []),
  ])
}

function mentionRules(mention: MentionConfig, ordinal: number, make: Make): QualityRule[] {
  const { role, columns } = mention
  const held = (wanted: readonly Role[]): string[] => wanted.flatMap((one) => list(columns[one]))
  const suffix = ordinal === 1 ? role : `${role}_${ordinal}`
  const births = held(['date_of_birth'])
  const named = held(names)
  const [state] = held(['state'])
  const [postcode] = held(['postcode'])
  const people = [...held(['family_name', 'full_name']), ...births]
  const ages = { min: youngest[role] ?? 0, max: 110 }
  return [
    ...(named.length > 0 && births.length > 0
      ? [make(`name_or_birth_${suffix}`, 'complete_together', ordinal === 1 ? 'warning' : 'info', { fields: [...named, ...births], missing: 'all', sentence: `name no ${role.replaceAll('_', ' ')}: neither a name nor a date of birth` })]
      : []),
    ...births.flatMap((field) => [make(`birth_${field}`, 'valid_date_of_birth', 'warning', { field, ages }), make(`frequent_${field}`, 'frequent_value', 'info', { field })]),
    ...(state !== undefined && postcode !== undefined ? [make(`address_${suffix}`, 'address_agrees', 'warning', { fields: [state, postcode] })] : []),
    ...(people.length > 0 ? held(identifierRoles).map((field) => make(`one_person_${field}`, 'unique', 'warning', { field, differ: people })) : []),
  ]
}

/** The rules that follow from the types of a system's fields and the roles of its mentions; each name once. */
export function libraryRules(name: string, system: SystemConfig): QualityRule[] {
  const make: Make = (rule, kind, severity, options) => ({ name: rule, system: name, kind, severity, ...options })
  const seen = new Map<string, number>()
  const mentioned = system.mentions.flatMap((mention) => {
    const ordinal = (seen.get(mention.role) ?? 0) + 1
    seen.set(mention.role, ordinal)
    return mentionRules(mention, ordinal, make)
  })
  const byName = new Map([...fieldRules(system, make), ...mentioned].map((rule) => [rule.name, rule]))
  return [...byName.values()]
}

/** The rules of a config: those of the library that are not left out or replaced, then its own. */
export function qualityRules({ quality, systems }: Pick<Config, 'quality' | 'systems'>): { readonly rule: QualityRule; readonly library: boolean }[] {
  const { library = 'on', rules: own = [] } = quality ?? {}
  const left = new Set(Array.isArray(library) ? library : [])
  const replaced = new Set(own.map((rule) => `${rule.system}.${rule.name}`))
  const all = library === 'off' ? [] : Object.entries(systems).flatMap(([name, system]) => libraryRules(name, system))
  const kept = all.filter((rule) => !left.has(rule.kind) && !left.has(rule.name) && !left.has(`${rule.system}.${rule.name}`) && !replaced.has(`${rule.system}.${rule.name}`))
  return [...kept.map((rule) => ({ rule, library: true })), ...own.map((rule) => ({ rule, library: false }))]
}
