import { InputError } from '../errors.js'

interface Kind {
  readonly magic: Buffer
  readonly name: string
  readonly remedy: string
}

const unpack = 'unpack it and name the file inside'
const kinds: readonly Kind[] = [
  { magic: Buffer.from('PK\x03\x04', 'latin1'), name: 'a ZIP archive or an Excel workbook (.xlsx)', remedy: 'unpack it, or save the sheet as CSV UTF-8' },
  { magic: Buffer.from('PAR1'), name: 'a Parquet file', remedy: 'export it as CSV' },
  { magic: Buffer.from([0x1f, 0x8b]), name: 'a gzip archive', remedy: unpack },
  { magic: Buffer.from('\xfd7zXZ', 'latin1'), name: 'an xz archive', remedy: unpack },
  { magic: Buffer.from([0x28, 0xb5, 0x2f, 0xfd]), name: 'a Zstandard archive', remedy: unpack },
  { magic: Buffer.from("7z\xbc\xaf'\x1c", 'latin1'), name: 'a 7-Zip archive', remedy: unpack },
  { magic: Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), name: 'an old Office file (.xls)', remedy: 'save the sheet as CSV UTF-8' },
  { magic: Buffer.from('%PDF'), name: 'a PDF', remedy: 'ask for the data as CSV' },
  { magic: Buffer.from('SQLite format 3'), name: 'a SQLite database', remedy: 'export the table as CSV' },
]

/** Throws InputError when a file begins like a format that is no delimited text, and says which. */
export const refuseBinary = (head: Buffer, file: string): void => {
  const kind = kinds.find(({ magic }) => head.subarray(0, magic.length).equals(magic))
  if (kind !== undefined) throw new InputError(`this is ${kind.name}, not delimited text`, { file }, kind.remedy)
}
