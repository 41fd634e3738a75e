import { asKnown } from '../unicode/known.js'

/** What a key or column of a manifest can say of a file. */
export type ControlWord = 'name' | 'rows' | 'keys' | 'units' | 'amount' | 'bytes' | 'hash' | 'cutoff' | 'delivered'

const words: Readonly<Record<ControlWord, readonly string[]>> = {
  name: ['file', 'filename', 'name', 'path', 'extract', 'extractid', 'resource'],
  rows: ['rows', 'rowcount', 'nrows', 'numrows', 'numberofrows', 'count', 'records', 'recordcount', 'nrecords', 'numrecords', 'numberofrecords'],
  keys: ['keys', 'keycount', 'distinctkeys', 'uniquekeys'],
  units: ['units', 'unitcount'],
  amount: ['amount', 'totalamount', 'amounttotal', 'controlamount'],
  bytes: ['bytes', 'size', 'filesize', 'bytesize'],
  hash: ['hash', 'checksum', 'digest', 'md5', 'sha1', 'sha256', 'sha512'],
  cutoff: ['cutoff', 'cutoffat', 'cutoffdate', 'asof', 'asofdate'],
  delivered: ['delivered', 'deliveredat', 'deliveredon', 'delivereddate', 'deliverydate', 'datedelivered', 'received', 'receivedat', 'receiveddate', 'datereceived'],
}

const wordOf = new Map(Object.entries(words).flatMap(([word, spelled]) => spelled.map((one) => [one, word as ControlWord] as const)))

/** Letters and digits alone, lower case. */
export const compact = (text: string): string => asKnown(text).toLowerCase().replaceAll(/[^\p{L}\p{Nd}]/gu, '')

/** What a key or column says, ignoring case and separators; undefined where it says nothing of a control. */
export const controlWord = (key: string): ControlWord | undefined => wordOf.get(compact(key))

/** Whether a key or column is named as the date of something: commit_date, commitDate. */
export const isDateName = (key: string): boolean => /[^a-z]date$/i.test(key) || /[a-z]Date$/.test(key)

const lengths: Readonly<Record<number, string>> = { 32: 'md5', 40: 'sha1', 64: 'sha256', 128: 'sha512' }

/** A hash as `algorithm:digits`, from the key that states it, a prefix, or its length; undefined where it is none. */
export function hashText(key: string, text: string): string | undefined {
  const { algorithm, digits = '' } = /^(?:(?<algorithm>[a-z0-9-]+):)?(?<digits>[0-9a-f]+)$/i.exec(text.trim())?.groups ?? {}
  const said = (algorithm ?? /^(?:md5|sha\d+)$/.exec(compact(key))?.[0])?.toLowerCase().replace('-', '')
  const byLength = lengths[digits.length]
  return byLength === undefined || (said !== undefined && said !== byLength) ? undefined : `${byLength}:${digits.toLowerCase()}`
}
