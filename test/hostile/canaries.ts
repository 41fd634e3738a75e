import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Names, birth dates and identifiers that occur nowhere else, so that each place where one stands is a place to which data went. */
export const canaries: readonly string[] = ['zyxquorn', 'vlorptang', 'qwibbleford', '1971-07-13', '07/13/1971', '19710713', '566-83-9174', '566839174', 'kxq90417', 'wvt55031', 'plimthorpe']

/** The canaries that stand in a text. */
export const canariesIn = (text: string): string[] => canaries.filter((canary) => text.toLowerCase().includes(canary))

const given = ['Ana', 'Boris', 'Carmen', 'Dmitri', 'Elena', 'Farid', 'Gita', 'Hassan', 'Irene', 'Jorge']
const family = ['Alvarez', 'Borisov', 'Castillo', 'Duarte', 'Esposito', 'Farouk', 'Gupta', 'Hamdi']

function rowsOf(from: number, to: number, prefix: string): string[] {
  return Array.from({ length: to - from }, (_, at) => {
    const no = from + at
    return `${prefix}${1000 + no},${given[no % 10] ?? ''},${family[no % 8] ?? ''},19${50 + (no % 40)}-0${1 + (no % 9)}-1${no % 10},2014-0${1 + (no % 9)}-05,`
  })
}

const header = 'case_id,first,last,born,opened,ssn'
const person = (id: string, born = '1971-07-13'): string => `${id},Zyxquorn,Vlorptang,${born},2014-03-05,566-83-9174`

const system = (name: string, extracts: string, rest = ''): string => `
  ${name}:
    key: case_id
    event_date: opened
    ${rest}
    fields:
      case_id: { type: identifier }
      first: { type: name }
      last: { type: name }
      born: { type: date, format: '%Y-%m-%d' }
      opened: { type: date, format: '%Y-%m-%d' }
      ssn: { type: ssn }
    mentions: [{ role: person, columns: { given_name: first, family_name: last, date_of_birth: born, ssn: ssn } }]
    extracts: ${extracts}`

const extract = (id: string, delivered: string): string => `{ id: ${id}, file: ${id}.csv, delivered: '${delivered}', deliverer: office, control_totals: { rows: 12, source: letter } }`

/**
 * A folder with a config, three extracts, a ledger and labels, in which the canaries stand in rows that are kept, quarantined, set aside, changed,
 * composed, matched, corrected and shared.
 */
export function canaryFolder(folder: string): string {
  const files: Readonly<Record<string, string>> = {
    'one.csv': [header, ...rowsOf(0, 40, 'A'), person('KXQ90417'), person('WVT55031', '07/13/1971'), person('WVT55032', 'Qwibbleford'), 'KXQ90418,"Zyxquorn,1971-07-13', 'WVT55031,Zyxquorn,Plimthorpe,19710713,,566839174,x', ''].join('\n'),
    'two.csv': [header, ...rowsOf(0, 38, 'A'), person('KXQ90417').replace('2014-03-05', '2014-04-05').replace('Vlorptang', 'Plimthorpe'), person('KXQ90417'), person(''), ''].join('\n'),
    'other.csv': [header, ...rowsOf(20, 50, 'B'), person('WVT55031'), person('KXQ90499').replace('Zyxquorn', 'Zyxquom'), ''].join('\n'),
    'ledger.csv': 'key,field,old,new,author,approver,entered_at,reason_code,evidence\nKXQ90417,last,Vlorptang,Plimthorpe,R. Vey,L. Oda,2014-09-01,name,file 1\n',
    'labels.csv': `record_id_a,record_id_b,match\nKXQ90417,KXQ90499,1\n${Array.from({ length: 12 }, (_, at) => `A${1020 + at},B${1020 + at},1\nA${1020 + at},B${1035 - at},0\n`).join('')}`,
    'crosswalk.yaml': `version: 1
name: canaries
systems:${system('OPEN', `[${extract('one', '2015-01-05')}, ${extract('two', '2015-02-05')}]`, 'corrections: ledger.csv')}${system('OTHER', `[${extract('other', '2015-01-06')}]`, 'protected: true')}
matches: [{ name: both, left: OPEN.person, right: OTHER.person, block: [[date_of_birth], [ssn]], labels: labels.csv }]
tolerances: { quarantined: 10, unexplained: 100 }
outputs: { folder: runs, share: [{ name: partner, to: Another agency, tables: [candidates, source_records_open] }] }
`,
  }
  mkdirSync(folder, { recursive: true })
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  return join(folder, 'crosswalk.yaml')
}

/** Files of a folder, by their path in it, in order. */
export const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1)).sort()

/** Files of a folder in which a canary stands as text. */
export const filesWithCanaries = (folder: string): string[] => filesIn(folder).filter((file) => canariesIn(readFileSync(join(folder, file), 'latin1')).length > 0)
