/** Files that are right, from which hostile ones are made. */
export const csvSeed = `id,last,first,born,opened,amount,note
A1,Alvarez,Ana,1980-02-03,2014-01-05,12.50,"one, two"
A2,Borisov,Boris,1981-03-04,2014-02-05,7,"said ""no"""
A3,"Castillo Ruiz",Carmen,,2014-03-05,1200.00,
A4,Duarte,Dmitri,1983-05-06,2014-04-05,-3.10,"two
lines"
A5,José,Elena,1984-06-07,2014-05-05,0,x
`

export const ledgerSeed = `key,field,old,new,author,approver,entered_at,reason_code,evidence
A1,last,Alvarez,Alvares,R. Vey,L. Oda,2014-09-01,typing,file 1
A2,first,Boris,"Boris, J.",R. Vey,L. Oda,2014-09-02,full name,file 2
A3,(row),,added,R. Vey,L. Oda,2014-09-03T10:00:00Z,late,file 3
`

export const yamlLedgerSeed = `entries:
  - { key: A1, field: last, old: Alvarez, new: Alvares, author: R. Vey, approver: L. Oda, entered_at: "2014-09-01", reason_code: typing, evidence: file 1 }
  - key: "007"
    field: first
    new: Boris
    author: R. Vey
    approver: L. Oda
    entered_at: 2014-09-02
    reason_code: full name
    evidence: >
      file
      two
`

export const labelSeeds = ['record_id_a,record_id_b,match\nA1,A2,1\nA2,A3,0\n"A4",A5,yes\n', 'system,id,role,ordinal,person_id\nS,A1,person,1,p1\nS,A2,person,1,p1\nT,A3,person,2,p2\n']

export const controlSeeds = [
  ['manifest.csv', 'file,rows,keys,amount,sha256,cutoff\nin.csv,5,5,"1,216.40",,2014-08-14\nother.csv,7,7,1,,\n'],
  ['manifest.json', '{"files":[{"name":"in.csv","rows":5,"keys":5,"amount":"1216.40","cutoff":"2014-08-14"},{"name":"other.csv","rows":7}]}'],
  ['manifest.yaml', 'resources:\n  - path: in.csv\n    rows: 5\n    stats: { bytes: 300, rows: 5 }\n  - path: [other.csv]\n    rows: 7\n'],
] as const

export const configSeed = `version: 1
name: fuzzed
systems:
  S: &system
    key: id
    event_date: opened
    amount: amount
    fields:
      id: { type: identifier }
      last: { type: name }
      first: { type: name }
      born: { type: date, format: "%Y-%m-%d" }
      opened: { type: date, format: "%Y-%m-%d" }
      amount: { type: decimal, tolerance: "0.05" }
      note: { type: text, compose: longest }
    mentions:
      - role: person
        columns: { family_name: last, given_name: first, date_of_birth: born }
    explain:
      - { name: closed, reason: cases close, change: changed, fields: note, old: OPEN, new: CLOSED }
    extracts:
      - { id: one, file: in.csv, delivered: "2014-08-14", deliverer: office, control_totals: { rows: 5, source: letter } }
      - { id: two, file: in.csv, delivered: "2014-09-14", deliverer: office, control_totals: none }
matches:
  - name: within
    left: S.person
    block: [[date_of_birth], { keys: [family_name.sound], max_pairs: 100 }]
figures:
  - { doc: memo, page: 3, label: added, stated: "3", formula: added - removed, extracts: [one, two] }
quality:
  rules:
    - { name: order, system: S, kind: date_order, fields: [born, opened] }
    - { name: dear, system: S, kind: compare, compare: "amount >= 0", where: "amount >= 1", severity: error }
outputs: { folder: runs, share: [{ name: partner, to: Another office, tables: [candidates] }] }
`
