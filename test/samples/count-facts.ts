import type { Tables } from './tables.js'

const statutes = "('18 USC 1581', '18 USC 1584', '18 USC 1589', '18 USC 1590', '18 USC 1592')"

const patterns = '1111 1110 1101 1100 0111 0110 0101 0100 0011 0010 0001'.split(' ')

const percents = async (tables: Tables, value: string): Promise<Record<string, number>> =>
  tables.map(`select ${value} as value, round(100 * count(*) / (select count(*) from applicants)) from applicants group by 1`)

const age = `date_sub('year', date_of_birth::date, filed_on::date)`

const countTecs = async (tables: Tables): Promise<Record<string, unknown>> => ({
  investigations: await Promise.all([1, 2, 3, 4, 5].map((at) => tables.one(`select count(distinct case_number) from tecs where extract = ${at}`))),
  membership: {
    ...Object.fromEntries(patterns.map((pattern) => [pattern, 0])),
    ...(await tables.map(`select pattern, count(*) as cases from (
      select concat(max((extract = 1)::int), max((extract = 2)::int), max((extract = 3)::int), max((extract = 4)::int)) as pattern
      from tecs where extract < 5 group by case_number) group by 1`)),
  },
  added: {
    all: await tables.one(`select count(*) from added`),
    of2004: await tables.one(`select count(*) from added where year(opened_on) = 2004`),
    inTheMonthBetween: await tables.one(`select count(*) from added where opened_on > date '2014-08-14'`),
  },
  thirdInFourth: await tables.one(`select count(*) from (select case_number from tecs where extract = 3 intersect select case_number from tecs where extract = 4)`),
  onlyInFifth: await tables.one(`select count(*) from (select case_number from tecs where extract = 5 except select case_number from tecs where extract < 5)`),
  subjectRecords: await tables.one(`select count(*) from (select distinct case_number, subject_number from tecs where extract < 5)`),
  subjects: await tables.one(`select count(distinct person_id) from subjects join (select distinct case_number, subject_number from tecs) using (case_number, subject_number)`),
  nameless: await tables.one(`select count(*) from tecs where extract = 4 and last_name is null and first_name is null and date_of_birth is null`),
  misplaced: await tables.one(`select count(*) from tecs where extract = 4 and regexp_matches(date_of_birth, '^\\d{3}-\\d{3}-\\d{4}$')`),
  statusDrift: await tables.one(`select count(*) from (select distinct case_number, status from tecs where extract = 3) a
    join (select distinct case_number, status from tecs where extract = 4) b using (case_number) where a.status <> b.status`),
})

const countClaims = async (tables: Tables): Promise<Record<string, unknown>> => ({
  petitions: await tables.one(`select count(distinct receipt_number) from claims3`),
  petitioningSubjects: await tables.one(`select count(distinct petitioner) from subject_petitions where counted`),
  beneficiaries: await tables.one(`select count(distinct beneficiary) from subject_petitions where counted`),
  arrested: {
    trafficking: await tables.one(`select count(distinct person_id) from arrests where statute = '18 USC 1591' or statute in ${statutes}`),
    sexOfChildren: await tables.one(`select count(distinct person_id) from arrests where statute = '18 USC 1591'`),
    labour: await tables.one(`select count(distinct person_id) from arrests where statute in ${statutes}`),
    otherCrimes: await tables.one(`select count(distinct person_id) from arrests where statute <> '18 USC 1591' and statute not in ${statutes}`),
  },
  deniedOnly: await tables.one(`select count(*) from (select petitioner from subject_petitions group by 1 having not bool_or(decision = 'APPROVED'))`),
  outsideWindow: await tables.one(`select count(*) from (select petitioner from subject_petitions group by 1 having bool_or(decision = 'APPROVED') and not bool_or(counted))`),
  beneficiaryOnly: await tables.one(`select count(distinct beneficiary) from petitions where beneficiary in (select person_id from subjects)
    and beneficiary not in (select petitioner from petitions)`),
})

const countHaven = async (tables: Tables): Promise<Record<string, unknown>> => ({
  tApplicants: await tables.one(`select count(distinct person_id) from truth where system = 'HAVEN'`),
  tByFiscalYear: Object.values(await tables.map(`select 'FY' || (year(filed_on::date) + (month(filed_on::date) >= 10)::int), count(*) from applicants group by 1 order by 1`)),
  tPercent: {
    sex: await percents(tables, 'sex'),
    marital_status: await percents(tables, `case when marital_status in ('MARRIED', 'SINGLE', 'DIVORCED') then marital_status else 'OTHER' end`),
    age: await percents(tables, `case when ${age} < 18 then '0-17' when ${age} < 30 then '18-29' when ${age} < 50 then '30-49' when ${age} <= 78 then '50-78' end`),
    citizenship: await percents(tables, `case when citizenship in ('PHILIPPINES', 'MEXICO', 'INDIA', 'THAILAND') then citizenship else 'other' end`),
    manner_of_entry: await percents(tables, `case when manner_of_entry in ('UNKNOWN', 'WORK VISA', 'UNLAWFUL ENTRY') then manner_of_entry else 'other' end`),
    supplement_b: await percents(tables, 'supplement_b'),
  },
  tFromPetitions: await tables.one(`select count(distinct person_id) from truth where system = 'HAVEN' and person_id in (select beneficiary from petitions)`),
  tBroughtIn: await tables.one(`select count(distinct person_id) from truth where system = 'HAVEN' and person_id in (select beneficiary from subject_petitions)`),
  uPetitions: await tables.one(`select count(*) from u_petitions`),
  uTrafficking: await tables.one(`select count(*) from u_petitions where qualifying_crime = 'TRAFFICKING' and narrative ilike '%trafficking%'`),
  uHidden: await tables.one(`select count(*) from u_petitions where qualifying_crime = 'OTHER' and regexp_matches(narrative, 'worked without pay|not allowed to leave|then said that I owed')`),
})

/** The facts that can be counted from the files, counted. */
export const countFacts = async (tables: Tables): Promise<Record<string, unknown>> => {
  await tables.rows(`create or replace temp view added as select case_number, min(opened_on) as opened_on from tecs where extract = 2
    and case_number not in (select case_number from tecs where extract = 1) group by 1`)
  await tables.rows(`create or replace temp view arrests as select o.*, person_id from outcomes o join subjects using (case_number, subject_number)
    where outcome = 'arrest' and person_id in (select petitioner from subject_petitions where counted)`)
  return { ...(await countTecs(tables)), ...(await countClaims(tables)), ...(await countHaven(tables)) }
}
