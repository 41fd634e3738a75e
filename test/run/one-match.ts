export const limits = { memory: '1GiB', threads: 1 }

/** A config of one file of people, one.csv, matched within, with these outputs. */
export const oneMatch = (outputs: string): string => `version: 1
name: alone
systems:
  S:
    key: id
    fields: { id: {}, first: { type: name }, last: { type: name }, born: { type: date, format: '%Y-%m-%d' } }
    mentions: [{ role: person, columns: { given_name: first, family_name: last, date_of_birth: born } }]
    extracts: [{ id: one, file: one.csv, delivered: '2015-01-05', deliverer: office, control_totals: none }]
matches: [{ name: same, left: S.person, block: [[date_of_birth, family_name]] }]
outputs: { ${outputs} }
`
