import { iso, writeDay, type Day } from './dates.js'
import type { SeizureFacts } from './seizure-facts.js'
import { copySeizures, dressedRate, type Copied } from './seizure-copy.js'
import { makeSeizures, type Line, type Seizure } from './seizures.js'
import type { Random } from './random.js'
import { Table } from './write.js'

const columns = [
  'case_number', 'line_number', 'seizure_date', 'port', 'entry_mode', 'item_type', 'trademark', 'country_of_origin', 'quantity', 'domestic_value', 'msrp', 'disposition',
]

const plainMoney = (cents: number): string => `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`
const dressedMoney = (cents: number): string => `$${Math.floor(cents / 100).toLocaleString('en-US')}.${String(cents % 100).padStart(2, '0')}`

type Money = (cents: number) => string

const rowOf = (seizure: Seizure, line: Line, date: Day, money: Money): (string | number)[] => [
  seizure.number, line.number, writeDay(date), seizure.port, seizure.mode, line.item, line.trademark, line.country, line.quantity, money(line.domestic), money(line.msrp), seizure.disposition,
]

/** How the copy writes the money of a row. */
const moneyOf = ({ seizure }: Copied, at: number): Money => (seizure.random.happens(`dressed ${at}`, dressedRate) ? dressedMoney : plainMoney)

interface Entry {
  /** Later one of the days that record and copy give the seizure. */
  readonly seized: Day
  readonly key: string
  readonly field: string
  readonly old: string
  readonly now: string
  readonly reason: string
}

const seizedOn = ({ seizure }: Copied): Day => Math.max(seizure.date, seizure.reportedDate)

const keyOf = ({ seizure, lines }: Copied, at: number): string => `${seizure.number}|${lines[at]?.number ?? ''}`

const ofMsrp = (copy: Copied): Entry => ({
  seized: seizedOn(copy), key: keyOf(copy, 0), field: 'msrp', old: plainMoney(copy.seizure.lines[0]?.msrp ?? 0), now: moneyOf(copy, 0)(copy.lines[0]?.msrp ?? 0), reason: 'appraisal',
})

function entries(copies: readonly Copied[], { ledger }: SeizureFacts, random: Random): Entry[] {
  const known = copies.filter(({ seizure }) => seizure.held === 'both')
  const revalued = random.child('msrp').shuffle(known.filter((copy) => copy.revalued))
  const countries = known.flatMap((copy) => copy.lines.flatMap((line, at): Entry[] => {
    const was = copy.seizure.lines[at]?.country ?? ''
    return was === line.country ? [] : [{ seized: seizedOn(copy), key: keyOf(copy, at), field: 'country_of_origin', old: was, now: line.country, reason: was === '' ? 'completed' : 'origin of goods' }]
  }))
  const added = copies.filter(({ seizure }) => seizure.held === 'reported').flatMap((copy) => copy.lines.map((_, at): Entry => ({ seized: seizedOn(copy), key: keyOf(copy, at), field: '(row)', old: '', now: 'added', reason: 'late entry' })))
  const untouched = random.child('unused').shuffle(known.filter((copy) => !copy.revalued)).slice(0, ledger.unused)
  return [
    ...revalued.slice(0, ledger.explained.msrp).map(ofMsrp),
    ...random.child('country').shuffle(countries).slice(0, ledger.explained.country_of_origin),
    ...random.child('added').shuffle(added).slice(0, ledger.explained['(row)']),
    ...revalued.slice(ledger.explained.msrp, ledger.explained.msrp + ledger.contradicted).map((copy) => ({ ...ofMsrp(copy), now: plainMoney((copy.lines[0]?.msrp ?? 0) + 100_00) })),
    ...untouched.map((copy) => ({ ...ofMsrp(copy), now: plainMoney((copy.lines[0]?.msrp ?? 0) + 1_00) })),
  ]
}

/** The copy was delivered on the next day; no entry is later, and none is earlier than its seizure. */
const lastEntry = iso('2020-11-30')

const authors = ['R. OKAFOR', 'L. MARCHETTI', 'T. LINDQVIST', 'D. ABERNATHY']

function writeLedger(out: string, copies: readonly Copied[], facts: SeizureFacts, random: Random): number {
  const table = new Table(out, 'seizures_corrections.csv', ['key', 'field', 'old', 'new', 'author', 'approver', 'entered_at', 'reason_code', 'evidence'])
  const days = random.child('days')
  const dated = entries(copies, facts, random).map((entry, at) => ({ entry, at, day: days.child(at).between(entry.seized + 1, Math.min(entry.seized + 400, lastEntry)) }))
  for (const { entry, at, day } of dated.sort((a, b) => a.day - b.day || a.at - b.at)) {
    const [author, approver] = random.child('signed').child(at).shuffle(authors)
    table.row([entry.key, entry.field, entry.old, entry.now, author ?? '', approver ?? '', writeDay(day), entry.reason, `memo ${String(at + 1).padStart(5, '0')}`])
  }
  table.close()
  return table.rows
}

/** Writes the system of record, the copy that was reported from, and the ledger that explains part of what is between them. */
export function writeSeizures(out: string, facts: SeizureFacts, random: Random): Record<string, number> {
  const seizures = makeSeizures(random.child('made'), facts)
  const copies = copySeizures(seizures, facts, random.child('copied'))
  const record = new Table(out, 'seizures_seacats.csv', columns)
  for (const seizure of seizures) if (seizure.held !== 'reported') for (const line of seizure.lines) record.row(rowOf(seizure, line, seizure.date, plainMoney))
  record.close()
  const reported = new Table(out, 'seizures_reported.csv', columns)
  for (const copy of copies) {
    if (copy.seizure.held === 'record') continue
    for (const [at, line] of copy.lines.entries()) reported.row(rowOf(copy.seizure, line, copy.seizure.reportedDate, moneyOf(copy, at)))
  }
  reported.close()
  const ledger = writeLedger(out, copies, facts, random.child('ledger'))
  return { 'seizures_seacats.csv': record.rows, 'seizures_reported.csv': reported.rows, 'seizures_corrections.csv': ledger }
}
