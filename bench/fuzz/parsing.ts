import { isDeepStrictEqual } from 'node:util'
import { parseBlockKey } from '../../src/config/block-key.js'
import { parseCondition } from '../../src/config/condition.js'
import { compact, controlWord, hashText, isDateName } from '../../src/config/control-words.js'
import { dateFormatFault } from '../../src/config/date-format.js'
import { parseFormula } from '../../src/config/formula.js'
import { legalNames } from '../../src/config/legal-names.js'
import { parseConfig } from '../../src/config/load.js'
import { didYouMean } from '../../src/config/nearest.js'
import { legalName } from '../../src/config/schema-parts.js'
import { configToYaml } from '../../src/config/to-yaml.js'
import { readYaml } from '../../src/config/yaml-source.js'
import { decoderOf } from '../../src/engine/delimited/decode.js'
import { marksOf, type Encoding } from '../../src/engine/delimited/dialect.js'
import { endsLinesWithLoneCr } from '../../src/engine/delimited/head.js'
import { lineAfter } from '../../src/engine/delimited/line-ends.js'
import { RecordParser } from '../../src/engine/delimited/record-parser.js'
import { guessDelimiter, guessEncoding } from '../../src/engine/delimited/sniff.js'
import { InputError } from '../../src/engine/errors.js'
import { parseMemory } from '../../src/engine/memory.js'
import { equal, holds, pick, type TextTarget } from './ground.js'
import { hostileCell } from './hostile-cells.js'
import { mutated } from './mutate.js'
import { configSeed, controlSeeds, csvSeed, labelSeeds, ledgerSeed, yamlLedgerSeed } from './seeds.js'

const delimitedSeeds = [csvSeed, ledgerSeed, ...labelSeeds, csvSeed.replaceAll('\n', '\r\n'), csvSeed.replaceAll('\n', '\r'), csvSeed.replaceAll(',', ';'), csvSeed.replaceAll(',', '\t'), 'a\n1\n', 'a b\n"1 2" 3\n']
const encodings: readonly Encoding[] = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'iso-8859-1']

/** The bytes in UTF-8, given to the decoder in pieces. */
function decoded(bytes: Buffer, encoding: Encoding, pieces: () => number): Buffer {
  const decoder = decoderOf(encoding)
  const out: Buffer[] = []
  for (let at = 0; at < bytes.length; ) {
    const end = Math.min(bytes.length, at + pieces())
    out.push(Buffer.from(decoder.write(bytes.subarray(at, end))))
    at = end
  }
  return Buffer.concat([...out, decoder.end()])
}

/** The fields of a record lie one after another between its first byte and the next record, parted by one delimiter each. */
function requireWhole(parser: RecordParser, text: Buffer, at: number, delimiter: number): void {
  holds('a record goes on', parser.next > at)
  for (let field = 0; field < parser.count; field += 1) {
    const [start = 0, end = 0, close = -1] = [parser.starts[field], parser.ends[field], parser.closes[field]]
    const begins = close < 0 ? start : start - 1
    equal('where a field begins', begins, field === 0 ? at : (parser.ends[field - 1] ?? 0) + 1)
    holds('a field ends behind its begin', end >= start && close <= end)
    if (field < parser.count - 1) equal('what parts fields', text[end], delimiter)
  }
  const tail = text.toString('latin1', parser.ends[parser.count - 1], parser.next)
  holds('what stands behind the last field', tail === '\n' || tail === '\r\n' || tail === '\r' || tail === '')
}

/** Records of a file: no byte is lost between them, whatever of it was read so far, and however its bytes came in. */
const records: TextTarget = {
  title: 'records of delimited files',
  input: (random) => {
    const bytes = mutated(Buffer.from(pick(delimitedSeeds, random)), random)
    return random.chance(0.15) ? mutated(Buffer.from(bytes.toString('utf8'), 'utf16le'), random) : bytes
  },
  tryText: (bytes, random) => {
    const encoding = random.chance(0.7) ? guessEncoding(bytes, true) : pick(encodings, random)
    const text = decoded(bytes, encoding, () => bytes.length)
    holds('bytes that come in pieces', decoded(bytes, encoding, () => random.between(1, 90)).equals(text))
    const quote = pick(['"', '"', "'", ''], random)
    const delimiter = random.chance(0.6) ? guessDelimiter(text, quote, true) : pick([',', ';', '\t', '|', ' '], random)
    const [marks, loneCr] = [marksOf({ delimiter, quote }), endsLinesWithLoneCr(text)]
    const [whole, part] = [new RecordParser(marks, loneCr), new RecordParser(marks, loneCr)]
    for (let at = 0; at < text.length; ) {
      const outcome = whole.parse(text, at, text.length, true)
      holds('a whole file needs no more', outcome !== 'more')
      const seen = part.parse(text, at, random.between(at, text.length), false)
      holds('what is seen early holds', seen === 'more' || (seen === outcome && part.count === whole.count && (seen !== 'complete' || part.next === whole.next)))
      if (outcome === 'complete') requireWhole(whole, text, at, marks.delimiter)
      const next = outcome === 'complete' ? whole.next : lineAfter(text, at, text.length, true, loneCr)
      holds('a line goes on', next > at)
      at = next
    }
  },
}

const section = (name: string): string => new RegExp(`^${name}:\\n(?: .*\\n)+`, 'mu').exec(configSeed)?.[0] ?? ''
const yamlSeeds = [yamlLedgerSeed, controlSeeds[1][1], controlSeeds[2][1], section('figures'), section('quality'), section('matches'), 'a: &x [1, 2]\nb: *x\nc: "\\u00e9"\nd: |\n  e\n']
const namesOfObject = Object.getOwnPropertyNames(Object.prototype).join(' ')

/** YAML and JSON: faults have a place, values come without prototype, and a config that was read is written so that it is read as the same. */
const yaml: TextTarget = {
  title: 'YAML, JSON and configs as text',
  input: (random) => mutated(Buffer.from(random.chance(0.25) ? configSeed : pick(yamlSeeds, random)), random),
  tryText: (bytes, random) => {
    const text = bytes.toString('utf8')
    const { value, faults, place, written } = readYaml(text, 'x.yaml')
    const last = text.split(/\r\n?|\n/).length
    for (const { what, remedy, place: at } of faults) holds('a fault of YAML has a place and a remedy', what !== '' && remedy !== '' && (at.line ?? 0) >= 1 && (at.line ?? 0) <= last && at.column !== 0)
    const path = ['entries', random.between(0, 2), pick(['key', 'field', '__proto__', 'constructor'], random)]
    holds('a place of what may be absent', (place(path).line ?? 0) >= 1 && (written(path) ?? '').length <= text.length)
    equal('names that every object has', Object.getOwnPropertyNames(Object.prototype).join(' '), namesOfObject)
    if (faults.length > 0) throw new InputError(faults[0]?.what ?? '')
    holds('a value of YAML is read again as the same', isDeepStrictEqual(readYaml(text, 'x.yaml').value, value))
    const { config } = parseConfig(text, 'x.yaml')
    holds('a config that is written is read as the same', isDeepStrictEqual(parseConfig(configToYaml(config), 'x.yaml').config, config))
  },
}

const wordSeeds = [
  'changed.amount + 2 * (added - removed) / 3', 'v_a - v_removed', 'quantity >= 1000 and msrp = 1', 'status is not missing', "2 * msrp <= domestic_value and note = 'x y'", 'identifier[tax_id].first(3)', 'names.sorted',
  '%Y-%m-%d', 'MM/DD/YYYY', '%d-%b-%Y %H:%M', '4GB', '500 MiB', 'sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', 'row_count', 'commit-date', 'family_name',
]
const read: readonly ((text: string) => unknown)[] = [parseFormula, parseCondition, parseBlockKey, parseMemory]

/** The result of a reader, or the sentence with which it refuses. */
function saidBy(reader: (text: string) => unknown, text: string): unknown {
  try {
    return { read: reader(text) }
  } catch (error) {
    if (!(error instanceof InputError) || error.what === '') throw error
    return error.message
  }
}

/** Formulas, conditions, blocking keys, amounts of memory, date formats, control words, hashes, and names made legal. */
const words: TextTarget = {
  title: 'words and formulas of configs and manifests',
  input: (random) => (random.chance(0.3) ? Buffer.from(hostileCell(random)) : mutated(Buffer.from(pick(wordSeeds, random)), random)),
  tryText: (bytes) => {
    const text = bytes.toString('utf8')
    const outcomes = read.map((reader) => saidBy(reader, text))
    holds('the same text is read as the same', isDeepStrictEqual(read.map((reader) => saidBy(reader, text)), outcomes))
    holds('a hash is digits of an algorithm', /^(?:md5|sha1|sha256|sha512):[0-9a-f]+$/.test(hashText(text, text) ?? 'md5:0'))
    holds('a word', controlWord(text) === controlWord(compact(text)) || compact(text) !== compact(compact(text)))
    isDateName(text)
    didYouMean(text.slice(0, 200), ['rows', 'keys', 'amount'], 'words')
    const names = legalNames([text, text, `${text}_2`], 'column')
    holds('names are legal and unlike one another', names.every((name) => legalName.test(name)) && new Set(names.map((name) => name.toLowerCase())).size === 3)
    const fault = dateFormatFault(text)
    if (outcomes.every((one) => typeof one === 'string')) throw new InputError(fault?.what ?? 'none reads it')
  },
}

export const parsing = { records, yaml, words } as const
