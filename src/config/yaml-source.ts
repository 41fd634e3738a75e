import { isAlias, isMap, isNode, isPair, isScalar, isSeq, LineCounter, parseDocument, visit, type Document, type Pair } from 'yaml'
import type { Place } from '../engine/errors.js'
import type { ConfigPath, PlacedFault, PlaceOf } from './fault.js'

const maxAliases = 100

/** A YAML text read into plain values, with the place of every one of them. */
export interface YamlSource {
  readonly value: unknown
  readonly place: PlaceOf
  /** The scalar at a path as it is written, quotes left out; undefined where there is none. */
  readonly written: (path: ConfigPath) => string | undefined
  readonly faults: readonly PlacedFault[]
}

const ownNames = new Set(Object.getOwnPropertyNames(Object.prototype))
const keyText = (key: unknown): string => {
  const value: unknown = isScalar(key) ? key.value : ''
  return typeof value === 'string' ? value : JSON.stringify(value ?? '')
}
const startOf = (node: unknown): number | undefined => (isNode(node) ? node.range?.[0] : undefined)

interface Step {
  readonly key?: unknown
  readonly node: unknown
  readonly whole: boolean
}

const walk = (document: Document, path: ConfigPath): Step => {
  const resolve = (node: unknown): unknown => (isAlias(node) ? node.resolve(document) : node)
  let key: unknown
  let node: unknown = document.contents
  for (const part of path) {
    const inside = resolve(node)
    if (isMap(inside)) {
      const pair = inside.items.find((item) => keyText(item.key) === String(part))
      if (pair === undefined) return { key, node, whole: false }
      key = pair.key
      node = pair.value
    } else if (isSeq(inside) && inside.items[Number(part)] !== undefined) {
      key = undefined
      node = inside.items[Number(part)]
    } else return { key, node, whole: false }
  }
  return { key, node, whole: true }
}

const offsetOf = ({ key, node, whole }: Step, at: 'key' | 'value'): number => {
  const atValue = whole && at === 'value' && (isScalar(node) || isAlias(node))
  return (atValue ? startOf(node) : (startOf(key) ?? startOf(node))) ?? 0
}

const forbiddenKey = (pair: Pair, ancestors: readonly unknown[]): boolean => {
  const name = keyText(pair.key)
  const holder = ancestors.findLast((node) => isPair(node))
  // The columns of a file may bear any name that a plain object can hold.
  if (holder !== undefined && keyText(holder.key) === 'columns') return name === '__proto__'
  return ownNames.has(name) || name === 'prototype'
}

/** Parses YAML 1.2 (`NO` stays a text, keys are unique, aliases are bounded). Faults of the text are returned, not thrown. */
export function readYaml(text: string, file: string): YamlSource {
  const lines = new LineCounter()
  const document = parseDocument(text, { version: '1.2', schema: 'core', uniqueKeys: true, lineCounter: lines, prettyErrors: false, logLevel: 'error' })
  const at = (offset: number): Place => {
    const { line, col } = lines.linePos(offset)
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) }
  }
  const faults: PlacedFault[] = [...document.errors, ...document.warnings].map((error) => ({
    place: at(error.pos[0]),
    what: `this is not YAML 1.2: ${error.message}`,
    remedy: error.code === 'DUPLICATE_KEY' ? 'name each key once' : 'correct the YAML; a text with : # or { in it needs quotes',
  }))
  visit(document, {
    Pair: (_, pair, ancestors) => {
      // The parser would turn such a key into text and warn of it on stderr, with what stands in it.
      if (isMap(pair.key) || isSeq(pair.key)) faults.push({ place: at(startOf(pair.key) ?? 0), what: 'a key is a list or a map', remedy: 'write a name; a text with : # or { in it needs quotes' })
      if (!forbiddenKey(pair, ancestors)) return
      const place = at(startOf(pair.key) ?? 0)
      faults.push({ place, what: `the key "${keyText(pair.key)}" is reserved by JavaScript`, remedy: 'choose another name' })
    },
  })
  const place: PlaceOf = (path, kind = 'value') => at(offsetOf(walk(document, path), kind))
  const written = (path: ConfigPath): string | undefined => {
    const { node, whole } = walk(document, path)
    return whole && isScalar(node) ? node.source : undefined
  }
  if (faults.length > 0) return { value: undefined, place, written, faults }
  try {
    return { value: document.toJS({ maxAliasCount: maxAliases }), place, written, faults }
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error)
    return { value: undefined, place, written, faults: [{ place: at(0), what, remedy: 'write the values out instead of using aliases' }] }
  }
}
