import { Document, isCollection, isMap, isPair, isScalar, isSeq, Scalar, visit } from 'yaml'
import type { ConfigInput } from './schema.js'

const plain = /^[A-Za-z][A-Za-z0-9_.]*$/u
// Words that YAML 1.1 or 1.2 reads as something else than a text.
const misread = /^(?:y|n|yes|no|on|off|true|false|null|nan|inf)$/iu

/** A YAML document of any value, in which whatever is not a plain word stands in double quotes: ids, dates, NO. */
export function yamlDocument(value: unknown): Document {
  const document = new Document(value, { version: '1.2', aliasDuplicateObjects: false })
  visit(document, {
    Scalar: (_, node) => {
      if (isScalar(node) && typeof node.value === 'string' && (!plain.test(node.value) || misread.test(node.value))) node.type = Scalar.QUOTE_DOUBLE
    },
  })
  return document
}

export const yamlText = (document: Document): string => document.toString({ lineWidth: 0 })

/** A config as YAML that loads back equal. */
export function configToYaml(config: ConfigInput): string {
  return yamlText(yamlDocument(config))
}

const isFlat = (node: unknown): boolean => isScalar(node) || (isSeq(node) && node.items.every((item) => isScalar(item)))

const onOneLine = (node: unknown): boolean => (isMap(node) ? node.items.every((pair) => isPair(pair) && isFlat(pair.value)) : isSeq(node) && isFlat(node))

/** The same with a comment before it; lists of words and maps of single values in the matches stand on one line each, so that a person can read them. */
export function configToCompactYaml(config: ConfigInput, comment: string): string {
  const document = yamlDocument(config)
  document.commentBefore = comment
  const matches = isMap(document.contents) ? document.contents.get('matches', true) : undefined
  if (isCollection(matches)) visit(matches, { Collection: (_, node) => void (node !== matches && onOneLine(node) && (node.flow = true)) })
  return yamlText(document)
}
