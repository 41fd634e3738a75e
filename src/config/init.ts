import { basename } from 'node:path'
import { isMap, isScalar, isSeq, type Document, type Scalar, type YAMLMap } from 'yaml'
import { asKnown } from '../unicode/known.js'
import { matchFaults } from './cross-match.js'
import { calendarFault } from './cross-system.js'
import { guessedSystem, type GuessedSystem } from './guessed-system.js'
import type { InitFile } from './init-file.js'
import { matchesOf, systemNames } from './match-config.js'
import { configSchema, type ConfigInput } from './schema.js'
import { yamlDocument, yamlText } from './to-yaml.js'

const unknownDay = '1900-01-01'

interface Guessed extends GuessedSystem {
  readonly file: InitFile
  readonly name: string
}

const head = ` A first config, guessed from the files: read every line and correct it. Then try: crosswalk check FILE
 Words: a system is a source; an extract is one delivery of it; a mention is a person or organisation in a role on a record.
 Add further deliveries of a system to its extracts, in the order of delivery.`

const notes = {
  systems: ' One system a file. Two files that are deliveries of one system belong under one name, as two extracts.',
  matches: ' Which mentions are paired: left with right, or, without right, with one another. Add block: to choose the blocking rules yourself.',
  bands: ' Lowest probability of the bands match and review; what lies between is for people to decide.',
  key: ' the field, or the list of fields, that identifies a row',
  split_by: ' the values of this field are the source systems of the rows',
  fields: ' Every column of the file is a field. Types: text, name, date, ssn, a_number, … ; what is not compared is only profiled.',
  columns: ' comparison role: the field that holds it',
  nothing: ' comparison role: the field that holds it; no column looked like part of a person, so map them yourself',
  renamed: ' column of the file: its field',
  extracts: ' Each delivery: when, by whom, what was left out (filter), last day covered (cutoff), and the counts the deliverer stated.',
  totals: ' no count was supplied; else { rows: 123, source: "cover letter of …" }',
  unknownDay: ' not known: write the day on which the file was delivered',
  namedDay: ' read from the name of the file',
} as const

const oneLine = (text: string): string => ` ${asKnown(text).replaceAll(/[\p{C}\p{Z}]+/gu, ' ').trim()}`

const dayOf = (file: InitFile): { readonly day: string; readonly note: string } => {
  const named = /\d{4}-\d{2}-\d{2}/u.exec(basename(file.path))?.[0]
  if (file.delivered !== undefined) return { day: file.delivered, note: ' correct it where the file was delivered on another day' }
  return named === undefined || calendarFault(named, []).length > 0 ? { day: unknownDay, note: notes.unknownDay } : { day: named, note: notes.namedDay }
}

const keyNode = (map: unknown, key: string): Scalar | undefined => {
  const found = isMap(map) ? map.items.find((pair) => isScalar(pair.key) && pair.key.value === key)?.key : undefined
  return isScalar(found) ? found : undefined
}

const before = (map: unknown, key: string, note: string): void => {
  const node = keyNode(map, key)
  if (node !== undefined) node.commentBefore = note
}

const beside = (map: YAMLMap, key: string, note: string): void => {
  const value = map.get(key, true)
  if (isScalar(value) || isMap(value)) value.comment = note
}

const commentFields = (fields: unknown, { file, fieldOf }: Guessed): void => {
  if (!isMap(fields)) return
  const guesses = new Map(file.roles.map((guess) => [guess.column, guess]))
  for (const [column, field] of fieldOf) {
    const value = fields.get(field, true)
    if (isMap(value)) value.flow = true
    const guess = guesses.get(column)
    const undated = guess?.role === 'date_of_birth' && guess.format === undefined ? '; its samples agree on no date format, check it' : ''
    const note = column === file.idColumn ? 'the record id' : guess === undefined ? '' : `${guess.role}: ${guess.reason}${undated}`
    if (note !== '') beside(fields, field, oneLine(note))
  }
}

const commentSystem = (document: Document, guessed: Guessed): void => {
  const path = ['systems', guessed.name]
  const system = document.getIn(path)
  const mention = document.getIn([...path, 'mentions', 0])
  const extract = document.getIn([...path, 'extracts', 0])
  if (!isMap(system) || !isMap(mention) || !isMap(extract)) return
  beside(system, 'key', notes.key)
  beside(system, 'split_by', notes.split_by)
  before(system, 'fields', notes.fields)
  commentFields(system.get('fields'), guessed)
  before(mention, 'columns', notes.columns)
  before(system, 'extracts', notes.extracts)
  beside(extract, 'delivered', dayOf(guessed.file).note)
  beside(extract, 'control_totals', notes.totals)
  before(extract, 'columns', notes.renamed)
  const held = mention.get('columns')
  if (isMap(held) && held.items.length === 0) before(mention, 'columns', notes.nothing)
  const values = mention.get('organisation_values')
  if (isSeq(values)) values.flow = true
}

const comparable = (input: ConfigInput): ConfigInput => {
  const faulty = new Set(matchFaults(configSchema.parse(input)).map(({ path }) => path[1]))
  return { ...input, matches: input.matches?.filter((_, index) => !faulty.has(index)) }
}

/**
 * A commented config in YAML, with the roles that were guessed for each file; it loads and passes the cross-check. Files are named as given.
 * A date without a format is given %Y-%m-%d, an unknown delivery 1900-01-01, both with a comment that says so.
 */
export function initConfig(files: readonly InitFile[]): string {
  const names = systemNames(files)
  const guessed = files.map((file, index): Guessed => {
    const name = names[index] ?? ''
    return { file, name, ...guessedSystem(file, name, dayOf(file).day, 'unknown') }
  })
  const systems = Object.fromEntries(guessed.map(({ name, system }) => [name, system]))
  const matches = matchesOf(systems, true, {})
  const document = yamlDocument(comparable({ version: 1, name: 'first', systems, matches, bands: { match: 0.9, review: 0.5 } }))
  document.commentBefore = head
  for (const key of ['systems', 'matches', 'bands'] as const) before(document.contents, key, notes[key])
  for (const one of guessed) commentSystem(document, one)
  return yamlText(document)
}
