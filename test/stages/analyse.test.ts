import { beforeAll, expect, test } from 'vitest'
import { cells, columns, fields, people, peopleFile, person, personColumns, type Person } from './people.js'
import { csv, extract, runSmall, type SmallRun } from './run-small.js'

const subjects = people(0, 40)
const beneficiaries = people(100, 104)
const strangers = people(200, 260)
const otherBeneficiaries = people(300, 360)
const b = (n: number): Person => beneficiaries[n - 1] ?? person(0)
const s = (n: number): Person => subjects[n - 1] ?? person(0)

const prefixed = (letter: string): string => columns.split(',').map((column) => `${letter}_${column}`).join(',')
const petition = (id: string, decision: string, decided: string, form: string, petitioner: Person, beneficiary: Person): string =>
  [id, decision, decided, form, cells(petitioner), cells(beneficiary)].join(',')

/** Subject 1 petitioned for 1 (approved) and 2 (denied), 2 for 3 too late, 3 for 1 again (approved) and for 4 without a date of decision. */
const story = [
  petition('P1', ' APPROVED', '2010-05-05', 'I-129', s(1), b(1)),
  petition('P2', 'DENIED', '2010-06-06', 'I-129', s(1), b(2)),
  petition('P3', 'APPROVED', '2016-01-01', 'I-130', s(2), b(3)),
  petition('P4', 'APPROVED', '2012-07-07', 'I-130', s(3), b(1)),
  petition('P5', 'APPROVED', '', 'I-130', s(3), b(4)),
]
const others = strangers.map((one, index) => petition(`Q${index + 1}`, 'APPROVED', '2011-01-01', 'I-129', one, otherBeneficiaries[index] ?? one))

const mapped = (letter: string) => Object.fromEntries(Object.entries(personColumns).map(([role, field]) => [role, `${letter}_${field}`]))
const prefixedFields = (letter: string) => Object.fromEntries(Object.entries(fields).map(([field, kind]) => [`${letter}_${field}`, kind]))

let run: SmallRun
beforeAll(async () => {
  run = await runSmall(
    {
      'tecs.csv': peopleFile('S', subjects),
      'claims.csv': csv(`id,decision,decided_on,form,${prefixed('p')},${prefixed('b')}`, ...story, ...others),
      'haven.csv': peopleFile('H', [b(1), ...people(400, 430)]),
    },
    {
      systems: {
        TECS: { key: 'id', fields: { id: {}, ...fields }, mentions: [{ role: 'subject', columns: personColumns }], extracts: [extract('tecs', 'tecs.csv')] },
        CLAIMS: {
          key: 'id',
          fields: { id: {}, decision: {}, decided_on: { type: 'date', format: '%Y-%m-%d' }, form: {}, ...prefixedFields('p'), ...prefixedFields('b') },
          mentions: [{ role: 'petitioner', columns: mapped('p') }, { role: 'beneficiary', columns: mapped('b') }],
          extracts: [extract('claims', 'claims.csv')],
        },
        HAVEN: { protected: true, key: 'id', fields: { id: {}, ...fields }, mentions: [{ role: 'applicant', columns: personColumns }], extracts: [extract('haven', 'haven.csv')] },
      },
      matches: [
        { name: 'subjects_petitioners', left: 'TECS.subject', right: 'CLAIMS.petitioner' },
        { name: 'same_beneficiary', left: 'CLAIMS.beneficiary' },
        { name: 'beneficiaries_applicants', left: 'CLAIMS.beneficiary', right: 'HAVEN.applicant' },
      ],
      analyses: [
        {
          name: 'who', kind: 'petitions', subject: 'TECS.subject', petitioner: 'CLAIMS.petitioner', beneficiary: 'CLAIMS.beneficiary', applicant: 'HAVEN.applicant',
          decision: 'decision', approved: ['APPROVED'], decided: 'decided_on', from: '2005-01-01', to: '2014-12-31', group_by: ['form'],
        },
      ],
    },
  )
}, 180_000)

test('the petitions that subjects filed, with decision, window and beneficiary', async () => {
  const rows = await run.values('subject_petition_who', 'petition_id', 'subject_id', 'band', 'decision', 'approved', 'decided_on', 'in_window', 'grouped_by')
  expect(rows.toSorted((left, right) => (String(left[0]) < String(right[0]) ? -1 : 1))).toEqual([
    ['P1', 'S001', 'match', 'APPROVED', true, '2010-05-05', true, 'I-129'],
    ['P2', 'S001', 'match', 'DENIED', false, '2010-06-06', true, 'I-129'],
    ['P3', 'S002', 'match', 'APPROVED', true, '2016-01-01', false, 'I-130'],
    ['P4', 'S003', 'match', 'APPROVED', true, '2012-07-07', true, 'I-130'],
    ['P5', 'S003', 'match', 'APPROVED', true, null, false, 'I-130'],
  ])
  const entityOf = Object.fromEntries(await run.values('subject_petition_who', 'petition_id', 'beneficiary_entity'))
  expect(entityOf['P1']).toBe(entityOf['P4'])
  expect(new Set(Object.values(entityOf)).size).toBe(4)
})

test('the answer counts people, not records: in the window, approved, and who of them applied', async () => {
  const rows = (await run.values('subject_answer_who', 'bands', 'measure', 'value', 'subjects')).filter(([bands]) => bands === 'match')
  expect(Object.fromEntries(rows.map(([, measure, value]) => [measure, value]))).toEqual({
    'subjects who petitioned': 3,
    'subjects with an approved petition': 2,
    'petitions approved': 2,
    'beneficiaries of approved petitions': 1,
    'beneficiaries who applied themselves': 1,
  })
  expect(new Set(rows.map(([, , , of]) => of))).toEqual(new Set([40]))
})

test('the same by group and decision', async () => {
  expect(await run.values('petition_group_who', 'grouped_by', 'decision', 'subjects', 'petitions', 'beneficiaries')).toEqual([
    ['I-129', 'APPROVED', 1, 1, 1],
    ['I-129', 'DENIED', 1, 1, 1],
    ['I-130', 'APPROVED', 1, 1, 1],
  ])
})

test('what touches a protected system is marked through every join', async () => {
  const rows = await run.values('candidate', 'match', 'protected')
  expect(rows.filter(([match]) => match === 'beneficiaries_applicants').length).toBeGreaterThan(0)
  for (const [match, marked] of rows) expect(marked).toBe(match === 'beneficiaries_applicants')
  const entities = await run.values('entity', 'system', 'protected')
  for (const [system, marked] of entities) expect(marked).toBe(system === 'HAVEN')
})
