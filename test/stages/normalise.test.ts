import { beforeAll, expect, test } from 'vitest'
import { csv, extract, runSmall, type SmallRun } from './run-small.js'

let run: SmallRun
beforeAll(async () => {
  run = await runSmall(
    {
      'people.csv': csv(
        'id,full,given,family,born,ssn,anum,sex,city,zip,phone,mail,file',
        '1,"GARCIA LOPEZ, María José",,,1980-02-03,123-45-6780,A012345678,female,São Paulo,20530-0001,(202) 555-0147,A@B.org,F-1',
        "2,,Bill,O'Brien Jr.,1900-01-01,999-99-9999,12,M,N/A,,call me,none,0000",
        '3,,FNU,UNKNOWN,soon,,,?,,,,,',
      ),
      'petitions.csv': csv('id,kind,name,first,last', '1,C,Acme Inc.,,', '2,P,,Ann,Lee', '3,,,Bo,Ng'),
    },
    {
      systems: {
        PEOPLE: {
          protected: true,
          key: 'id',
          fields: {
            id: {}, full: {}, given: {}, family: {}, born: { type: 'date', format: '%Y-%m-%d' }, ssn: {}, anum: {}, sex: {}, city: {}, zip: {}, phone: {}, mail: {}, file: {},
          },
          mentions: [
            {
              role: 'subject',
              columns: {
                full_name: 'full', given_name: 'given', family_name: 'family', date_of_birth: 'born', ssn: 'ssn', a_number: 'anum', gender: 'sex', city: 'city',
                postcode: 'zip', phone: 'phone', email: 'mail', identifier: 'file',
              },
            },
          ],
          extracts: [extract('people', 'people.csv')],
        },
        PETITIONS: {
          key: 'id',
          fields: { id: {}, kind: {}, name: {}, first: {}, last: {} },
          mentions: [
            {
              role: 'petitioner', kind_field: 'kind', organisation_values: ['C'], organisation_role: 'employer',
              columns: { given_name: 'first', family_name: 'last', organisation: 'name' },
            },
            { role: 'petitioner', columns: { given_name: 'last', family_name: 'first' } },
          ],
          extracts: [extract('petitions', 'petitions.csv')],
        },
      },
    },
  )
}, 180_000)

const mention = async (id: string): Promise<Record<string, unknown>> => {
  const found = (await run.table('mention')).find((row) => row['system'] === 'PEOPLE' && row['id'] === id)
  if (found === undefined) throw new Error(`no mention ${id}`)
  return found
}

const filled = (row: Record<string, unknown>, ...columns: string[]): string[] => columns.filter((column) => row[column] !== null)

test('a full name in one field becomes its parts, folded; identifiers and places in one form', async () => {
  expect(await mention('1')).toMatchObject({
    given_name: 'maria', middle_name: 'jose', family_name: 'garcia lopez', names_sorted: 'garcia jose lopez maria', date_of_birth: '19800203',
    birth_year: 1980, birth_month: 2, birth_day: 3, ssn: '123456780', a_number: '012345678', gender: 'f', city: 'sao paulo', postcode: '20530',
    postcode_area: '205', phone: '12025550147', email: 'a@b.org', identifier_file: 'F1', protected: true, role: 'subject', ordinal: 1,
  })
})

test('a nickname has its canonical form, a suffix leaves the name', async () => {
  const row = await mention('2')
  expect(row).toMatchObject({ given_name: 'bill', given_canonical: 'william', name_suffix: 'jr', gender: 'm' })
  expect(String(row['family_name'])).toMatch(/^o ?brien$/)
})

test('placeholders and what is no date, number or name are missing', async () => {
  expect(filled(await mention('2'), 'date_of_birth', 'birth_year', 'ssn', 'a_number', 'email', 'identifier_file', 'postcode')).toEqual([])
  expect(filled(await mention('3'), 'given_name', 'family_name', 'names_sorted', 'date_of_birth', 'gender', 'ssn', 'phone')).toEqual([])
})

test('each such cell stands with its reason and its shape, never its text', async () => {
  const rows = await run.values('made_missing', 'id', 'field', 'reason', 'shape')
  for (const expected of [
    ['2', 'born', 'placeholder_or_malformed', '9999-99-99'], ['2', 'ssn', 'placeholder_or_malformed', '999-99-9999'], ['2', 'anum', 'placeholder_or_malformed', '99'],
    ['2', 'mail', 'placeholder_or_malformed', 'aaaa'], ['2', 'file', 'placeholder_or_malformed', '9999'], ['3', 'born', 'placeholder_or_malformed', 'aaaa'],
    ['3', 'sex', 'not_recognised', '?'],
  ]) expect(rows).toContainEqual(expected)
  expect(rows.filter(([id, field]) => id === '3' && (field === 'given' || field === 'family'))).toHaveLength(2)
  expect(rows.filter(([id]) => id === '1')).toEqual([])
  expect(run.text('made_missing.csv')).not.toContain('soon')
})

test('and is counted as a finding out of the cells that are filled', async () => {
  const rows = await run.values('finding', 'stage', 'rule', 'system', 'field', 'failing', 'tested')
  expect(rows).toContainEqual(['normalise', 'made_missing_placeholder_or_malformed', 'PEOPLE', 'born', 2, 3])
  expect(rows).toContainEqual(['normalise', 'made_missing_not_recognised', 'PEOPLE', 'sex', 1, 3])
})

test('a company is an organisation in the role of its own, its legal form left out; a row may bear a role twice', async () => {
  const rows = (await run.table('mention')).filter((row) => row['system'] === 'PETITIONS')
  const shown = rows.map((row) => [row['id'], row['role'], row['ordinal'], row['is_organisation'], row['organisation'], row['given_name'], row['protected']])
  expect(shown.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))).toEqual([
    ['1', 'employer', 1, true, 'acme', null, false],
    ['1', 'petitioner', 2, false, null, null, false],
    ['2', 'petitioner', 1, false, null, 'ann', false],
    ['2', 'petitioner', 2, false, null, 'lee', false],
    ['3', 'petitioner', 1, false, null, 'bo', false],
    ['3', 'petitioner', 2, false, null, 'ng', false],
  ])
})

test('mention ids are dense from 1, and every mention is an entity of its own where nothing is matched', async () => {
  const ids = (await run.values('mention', 'mention_id')).flat()
  expect(ids.toSorted((a, b) => Number(a) - Number(b))).toEqual(ids.map((_, index) => index + 1))
  const entities = (await run.values('entity', 'entity_id')).flat()
  expect(new Set(entities).size).toBe(ids.length)
})
