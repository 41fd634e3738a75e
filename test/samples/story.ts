import { expect, it } from 'vitest'
import { sampleFacts, type SampleSize } from '../../samples/facts.js'
import type { Tables } from './tables.js'

const windows = [
  ['2003-10-01', '2014-08-14'], ['2003-10-01', '2014-09-18'], ['2003-03-01', '2014-11-14'], ['2003-03-01', '2015-04-17'], ['2003-03-01', '2015-09-11'],
]

const checkExtracts = (tables: () => Tables, size: SampleSize): void => {
  it('keep every investigation within its extract’s window, and all of the first extract in the second', async () => {
    for (const [at, [from, to]] of windows.entries()) {
      expect(await tables().one(`select count(*) from tecs where extract = ${at + 1} and opened_on not between date '${from}' and date '${to}'`)).toBe(0)
    }
    expect(await tables().one(`select count(*) from (select case_number, subject_number from tecs where extract = 1
      except select case_number, subject_number from tecs where extract = 2)`)).toBe(0)
  })

  it('have no key twice in an extract with people, and nobody in the last', async () => {
    expect(await tables().one(`select count(*) - count(distinct (case_number, subject_number)) from tecs where extract = 3`)).toBe(0)
    expect(await tables().one(`select count(*) - count(distinct (extract, case_number, subject_number)) from tecs where extract < 5`)).toBe(0)
    expect(await tables().one(`select count(*) - count(distinct case_number) from last_extract`)).toBe(0)
    expect(await tables().one(`select count(*) from last_extract where coalesce(subject_number, last_name, first_name, date_of_birth, subject_role) is not null`)).toBe(0)
  })

  it('drift in detail between the third and the fourth extract: status in about half of common rows, all else less', async () => {
    const [row = {}] = await tables().rows(`
      select avg((a.status <> b.status)::int) as status, avg((a.case_type <> b.case_type)::int) as case_type, avg((a.office <> b.office)::int) as office,
        avg((a.subject_role is distinct from b.subject_role)::int) as subject_role, avg((a.phone is distinct from b.phone)::int) as phone
      from tecs a join tecs b using (case_number, subject_number) where a.extract = 3 and b.extract = 4`)
    const { status = 0, ...others } = Object.fromEntries(Object.entries(row).map(([field, share]) => [field, Number(share)]))
    expect(Math.abs(status - 0.5)).toBeLessThan(size === 'full' ? 0.04 : 0.15)
    for (const share of Object.values(others)) {
      expect(share).toBeGreaterThan(0)
      expect(share).toBeLessThan(0.45)
    }
  })

  it('let some of the nameless be named by the operator’s extract, and name every subject who petitioned', async () => {
    expect(await tables().one(`select count(*) from tecs a join tecs b using (case_number, subject_number)
      where a.extract = 3 and a.last_name is not null and b.extract = 4 and b.last_name is null`)).toBeGreaterThan(sampleFacts(size).nameless / 4)
    expect(await tables().one(`select count(*) from tecs join subjects using (case_number, subject_number)
      where extract = 4 and last_name is null and person_id in (select petitioner from subject_petitions where counted)`)).toBe(0)
  })
}

const checkOutcomes = (tables: () => Tables): void => {
  it('order arrest, indictment and conviction, and arrest somebody in every investigation of the last extract whose subjects are known', async () => {
    expect(await tables().one(`select count(*) - count(distinct (case_number, subject_number, outcome)) from outcomes`)).toBe(0)
    expect(await tables().one(`select count(*) from outcomes a join outcomes b using (case_number, subject_number)
      where (a.outcome = 'arrest' and b.outcome <> 'arrest' or a.outcome = 'indictment' and b.outcome = 'conviction') and a.date >= b.date`)).toBe(0)
    expect(await tables().one(`select count(*) from outcomes where outcome <> 'arrest'
      and (case_number, subject_number) not in (select (case_number, subject_number) from outcomes where outcome = 'arrest')`)).toBe(0)
    const known = `select case_number from last_extract intersect select case_number from subjects`
    expect(await tables().one(`select count(*) from ((${known}) except select case_number from outcomes)`)).toBe(0)
    expect(await tables().one(`select count(*) from (select case_number from outcomes except select case_number from last_extract)`)).toBe(0)
  })
}

const checkPetitions = (tables: () => Tables, size: SampleSize): void => {
  it('have petitions of every kind, decided after filing, pending ones undecided', async () => {
    expect(await tables().one(`select count(*) from petitions where decided_on <= filed_on or (decision = 'PENDING') <> (decided_on is null)`)).toBe(0)
    expect(await tables().one(`select count(distinct form) from petitions`)).toBe(4)
    expect(await tables().one(`select count(distinct class) from petitions`)).toBeGreaterThanOrEqual(14)
    expect(await tables().one(`select count(*) from claims3 where not regexp_matches(receipt_number, '^[A-Z]{3}\\d{10}$')`)).toBe(0)
    const companies = await tables().one(`select avg((petitioner_type = 'COMPANY')::int) from claims3`)
    expect(companies).toBeGreaterThan(0.12)
    expect(companies).toBeLessThan(0.4)
    expect(await tables().one(`select count(*) from claims3 where (petitioner_type = 'COMPANY') <> (petitioner_company is not null and petitioner_last_name is null)`)).toBe(0)
  })

  it('give no citizen an alien number', async () => {
    expect(await tables().one(`select count(*) from fourth_extract where country_of_citizenship = 'UNITED STATES' and a_number is not null`)).toBe(0)
  })

  it('hold namesakes of subjects with near birth dates who are other persons', async () => {
    const found = await tables().one(`
      select count(distinct t.person_id) from claims3 c join truth t on t.system = 'CLAIMS3' and t.role = 'petitioner' and t.id = receipt_number || '|' || beneficiary_number
      join fourth_extract s on s.last_name = c.petitioner_last_name and s.first_name = c.petitioner_first_name
        and abs(date_diff('day', c.petitioner_date_of_birth::date, try_strptime(s.date_of_birth, '%m/%d/%Y')::date)) < 1200
      where t.person_id not in (select person_id from subjects)`)
    expect(found).toBeGreaterThan(sampleFacts(size).namesakes * 0.3)
  })
}

const checkHaven = (tables: () => Tables): void => {
  it('have T applications within the window, complete in what the table counts, fewer than a thousand a year and rising', async () => {
    expect(await tables().one(`select count(*) from applicants where filed_on::date not between date '2005-10-01' and date '2014-09-02'`)).toBe(0)
    const complete = 'sex marital_status date_of_birth citizenship manner_of_entry supplement_b'.split(' ').map((field) => `${field} is null`)
    expect(await tables().one(`select count(*) from applicants where ${complete.join(' or ')}`)).toBe(0)
    const years = Object.values(await tables().map(`select 'FY' || (year(filed_on::date) + (month(filed_on::date) >= 10)::int), count(*) from applicants group by 1 order by 1`))
    expect(years).toHaveLength(9)
    expect(years.every((count, at) => count < 1000 && count > (years[at - 1] ?? 0))).toBe(true)
    expect(await tables().one(`select count(*) from applicants where date_sub('year', date_of_birth::date, filed_on::date) < 18 and marital_status <> 'SINGLE'`)).toBe(0)
  })

  it('name alleged traffickers in narratives and notes, letter for letter as the truth says, some of them subjects', async () => {
    expect(await tables().one(`select count(*) from truth_narratives`)).toBeGreaterThan(0)
    const stories = `(select 'HAVEN' as system, application_id as id, 'narrative' as field, narrative as story from narratives
      union all select 'HAVEN', application_id, 'case_note', case_note from narratives union all select 'HAVEN_U', petition_id, 'narrative', narrative from u_petitions)`
    expect(await tables().one(`select count(*) from truth_narratives n join ${stories} using (system, id, field)
      where not contains(story, name)`)).toBe(0)
    expect(await tables().one(`select count(*) from truth_narratives join subjects using (person_id)`)).toBeGreaterThan(0)
    expect(await tables().one(`select count(*) from truth_narratives where field = 'case_note'`)).toBeGreaterThan(0)
  })

  it('have cells with commas, quotes and line ends', async () => {
    for (const part of [',', '"', String.fromCharCode(10)]) expect(await tables().one(`select count(*) from narratives where contains(narrative, '${part}')`)).toBeGreaterThan(0)
  })
}

const checkTruth = (tables: () => Tables): void => {
  it('say of every mention who it is, once', async () => {
    expect(await tables().one(`select count(*) - count(distinct (system, id, role, ordinal)) from truth`)).toBe(0)
    expect(await tables().one(`select count(*) from truth where person_id is null`)).toBe(0)
    expect(await tables().one(`select count(*) from tecs anti join subjects using (case_number, subject_number) where extract < 5`)).toBe(0)
    expect(await tables().one(`select count(*) from subjects anti join tecs using (case_number, subject_number)`)).toBe(0)
    expect(await tables().one(`select (select count(*) from petitions) - (select count(*) from claims3)`)).toBe(0)
    expect(await tables().one(`select count(*) from applicants anti join (select id from truth where system = 'HAVEN') t on id = application_id`)).toBe(0)
    expect(await tables().one(`select count(*) from u_petitions anti join (select id from truth where system = 'HAVEN_U') t on id = petition_id`)).toBe(0)
  })
}

/** What the files must say beside the exact facts. */
export const checkStory = (tables: () => Tables, size: SampleSize): void => {
  checkExtracts(tables, size)
  checkOutcomes(tables)
  checkPetitions(tables, size)
  checkHaven(tables)
  checkTruth(tables)
}
