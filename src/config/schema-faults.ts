import { z } from 'zod'
import type { ConfigFault, ConfigPath } from './fault.js'
import { didYouMean } from './nearest.js'
import { configSchema } from './schema.js'

type Issue = z.core.$ZodIssue

const unwrapped = (schema: unknown): unknown =>
  schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault ? unwrapped(schema.unwrap()) : schema

const branches = (schema: unknown): unknown[] => {
  const inner = unwrapped(schema)
  return inner instanceof z.ZodUnion ? inner.options.flatMap(branches) : [inner]
}

const stepped = (schema: unknown, part: string | number): unknown[] => {
  if (schema instanceof z.ZodObject) return branches(schema.shape[part])
  if (schema instanceof z.ZodRecord) return branches(schema.valueType)
  return schema instanceof z.ZodArray ? branches(schema.element) : []
}

const schemasAt = (path: ConfigPath): unknown[] =>
  path.reduce<unknown[]>((schemas, part) => schemas.flatMap((schema) => stepped(schema, part)), branches(configSchema))

const keysOf = (schema: unknown): string[] => {
  if (schema instanceof z.ZodObject) return Object.keys(schema.shape)
  return schema instanceof z.ZodRecord && schema.keyType instanceof z.ZodEnum ? schema.keyType.options.map(String) : []
}
const keysAt = (path: ConfigPath): string[] => schemasAt(path).flatMap(keysOf)

const described = (path: ConfigPath): string => {
  const holders = schemasAt(path.slice(0, -1))
  const own = holders.map((holder): unknown => (holder instanceof z.ZodObject ? holder.shape[String(path.at(-1))] : undefined))
  const text = own.map((schema) => (schema instanceof z.ZodType ? schema.description : undefined)).find((words) => words !== undefined)
  return text === undefined ? '' : ` (${text})`
}

const kinds: Readonly<Record<string, string>> = {
  string: 'a text', number: 'a number', int: 'a whole number', boolean: 'true or false', array: 'a list', object: 'a map of keys', record: 'a map of keys',
}
const kindOf = (expected: string): string => kinds[expected] ?? expected

const found = (value: unknown): string => {
  if (value === undefined || value === null) return 'nothing'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'a map of keys'
  return typeof value === 'string' ? `the text "${value}"` : `the ${typeof value} ${JSON.stringify(value)}`
}

const valueAt = (root: unknown, path: ConfigPath): unknown => {
  let value = root
  for (const part of path) {
    if (typeof value !== 'object' || value === null) return undefined
    value = Object.getOwnPropertyDescriptor(value, part)?.value
  }
  return value
}

const expectation = (issue: Issue): string => {
  if (issue.code === 'invalid_type') return kindOf(issue.expected)
  return issue.code === 'invalid_value' ? issue.values.map((value) => JSON.stringify(value)).join(' or ') : issue.message
}

interface Context {
  readonly value: unknown
  readonly written: (path: ConfigPath) => string | undefined
}

const wrongType = (path: ConfigPath, expected: string, context: Context): ConfigFault => {
  const value = valueAt(context.value, path)
  const key = path.at(-1)
  if (value === undefined && key !== undefined) {
    return { path, what: `the key "${key}" is missing`, remedy: `add ${key}: ${expected}${described(path)}` }
  }
  const scalar = typeof value === 'number' || typeof value === 'boolean'
  const quote = scalar && /text/u.test(expected) ? `put it in quotes: "${context.written(path) ?? String(value)}"` : `write ${expected}${described(path)}`
  const what = path.length === 0 && value === null ? 'the config is empty' : `expected ${expected}, found ${found(value)}`
  return { path, what, remedy: quote }
}

const sizes = (issue: z.core.$ZodIssueTooBig | z.core.$ZodIssueTooSmall): string => {
  const few = issue.code === 'too_small'
  const bound = Number(few ? issue.minimum : issue.maximum)
  const unit = issue.origin === 'string' ? ' character' : issue.origin === 'array' ? ' item' : ''
  const plural = unit === '' || bound === 1 ? unit : `${unit}s`
  const relation = issue.exact === true ? 'exactly' : few ? (issue.inclusive === false ? 'more than' : 'at least') : issue.inclusive === false ? 'less than' : 'at most'
  return `${relation} ${bound}${plural}`
}

const atRoot = (issues: readonly Issue[]): boolean =>
  issues.some((inner) => inner.path.length === 0 && (inner.code === 'invalid_type' || inner.code === 'invalid_value'))

const unionFaults = (issue: z.core.$ZodIssueInvalidUnion, path: ConfigPath, context: Context): ConfigFault[] => {
  const fitting = issue.errors.find((issues) => !atRoot(issues))
  if (fitting !== undefined) return fitting.flatMap((inner) => faultsOf(inner, path, context))
  const expected = [...new Set(issue.errors.flatMap((issues) => issues.slice(0, 1).map(expectation)))].join(' or ')
  const value = valueAt(context.value, path)
  const words = issue.errors.flat().flatMap((inner) => (inner.code === 'invalid_value' ? inner.values.map(String) : []))
  if (typeof value !== 'string' || words.length === 0) return [wrongType(path, expected, context)]
  return [{ path, what: `expected ${expected}, found ${found(value)}`, remedy: didYouMean(value, words, 'allowed') }]
}

const keyFault = (issue: z.core.$ZodIssueInvalidKey, path: ConfigPath): ConfigFault => {
  const key = String(path.at(-1))
  const known = keysAt(path.slice(0, -1))
  if (known.length > 0) return { path, at: 'key', what: `unknown key "${key}"`, remedy: didYouMean(key, known, 'known here') }
  return { path, at: 'key', what: `"${key}" cannot be a name`, remedy: issue.issues[0]?.message ?? 'choose another name' }
}

function faultsOf(issue: Issue, base: ConfigPath, context: Context): ConfigFault[] {
  const path = [...base, ...issue.path.map((part) => (typeof part === 'number' ? part : String(part)))]
  const value = valueAt(context.value, path)
  switch (issue.code) {
    case 'unrecognized_keys': {
      const known = keysAt(path)
      return issue.keys.map((key) => ({
        path: [...path, key], at: 'key', what: `unknown key "${key}"`, remedy: didYouMean(key, known, 'known here'),
      }))
    }
    case 'invalid_type':
      return [wrongType(path, kindOf(issue.expected), context)]
    case 'invalid_value': {
      const words = issue.values.map(String)
      if (value === undefined) return [wrongType(path, words.join(' or '), context)]
      return [{ path, what: `${found(value)} is not allowed here`, remedy: didYouMean(context.written(path) ?? '', words, 'allowed') }]
    }
    case 'invalid_union':
      return unionFaults(issue, path, context)
    case 'invalid_key':
      return [keyFault(issue, path)]
    case 'too_big':
    case 'too_small':
      return [{ path, what: `${found(value)} is out of bounds`, remedy: `write ${sizes(issue)}${described(path)}` }]
    default:
      return [{ path, what: `${found(value)} cannot be used here`, remedy: issue.message }]
  }
}

/** What the schema refused, in sentences: the nearest known key or value, the type expected, the bound. */
export function schemaFaults(issues: readonly Issue[], context: Context): ConfigFault[] {
  return issues.flatMap((issue) => faultsOf(issue, [], context))
}
