import type { DateFormat } from './dates.js'

export type TecsField =
  | 'case_number' | 'subject_number' | 'opened_on' | 'status' | 'office' | 'case_type' | 'full_name' | 'last_name' | 'first_name' | 'middle_name'
  | 'suffix' | 'sex' | 'date_of_birth' | 'ssn' | 'a_number' | 'country_of_citizenship' | 'street' | 'city' | 'state' | 'postcode' | 'phone' | 'subject_role'

/** How one delivery wrote the system's fields: no two alike. */
export interface Layout {
  readonly file: string
  readonly format: DateFormat
  readonly delimiter: string
  readonly encoding: 'utf8' | 'latin1'
  readonly accents: boolean
  /** Whether it has subjects; without, one row is one investigation. */
  readonly people: boolean
  readonly byNumber: boolean
  /** Heading and field, in order. */
  readonly columns: readonly (readonly [string, TecsField])[]
}

const same = (...fields: readonly TecsField[]): (readonly [string, TecsField])[] => fields.map((field) => [field, field] as const)
const base = { delimiter: ',', encoding: 'utf8', accents: false, people: true, byNumber: true } as const

const caseColumns = same('case_number', 'subject_number', 'opened_on', 'status', 'office', 'case_type')

/** The five deliveries in order. */
export const layouts: readonly Layout[] = [
  {
    ...base,
    file: 'tecs_2014-08-14.csv',
    format: '%m/%d/%Y',
    columns: [
      ...caseColumns,
      ['subject_name', 'full_name'],
      ...same('sex', 'date_of_birth', 'ssn', 'a_number', 'country_of_citizenship', 'city', 'state', 'subject_role'),
    ],
  },
  {
    ...base,
    file: 'tecs_2014-09-18.csv',
    format: '%d-%b-%Y',
    delimiter: ';',
    columns: [
      ...caseColumns,
      ...same('last_name', 'first_name', 'middle_name', 'sex', 'date_of_birth', 'ssn', 'a_number', 'country_of_citizenship'),
      ...same('street', 'city', 'state', 'postcode', 'subject_role'),
    ],
  },
  {
    ...base,
    file: 'tecs_2014-11-14.csv',
    format: '%Y-%m-%d',
    encoding: 'latin1',
    accents: true,
    byNumber: false,
    columns: [
      ['CASE_NBR', 'case_number'], ['SUBJ_SEQ', 'subject_number'], ['OPEN_DT', 'opened_on'], ['STAT_CD', 'status'], ['OFC_NM', 'office'],
      ['CASE_CATG', 'case_type'], ['LST_NM', 'last_name'], ['FRST_NM', 'first_name'], ['MID_NM', 'middle_name'], ['SFX', 'suffix'], ['SEX_CD', 'sex'],
      ['DOB', 'date_of_birth'], ['SSN_NBR', 'ssn'], ['ALIEN_NBR', 'a_number'], ['CTZN_CTRY', 'country_of_citizenship'], ['ADDR_LN', 'street'],
      ['CITY_NM', 'city'], ['ST_CD', 'state'], ['ZIP_CD', 'postcode'], ['PHN_NBR', 'phone'], ['SUBJ_ROLE', 'subject_role'],
    ],
  },
  {
    ...base,
    file: 'tecs_2015-04-17.csv',
    format: '%m/%d/%Y',
    columns: [
      ...caseColumns,
      ...same('last_name', 'first_name', 'middle_name', 'suffix', 'sex', 'date_of_birth', 'ssn', 'a_number', 'country_of_citizenship'),
      ...same('street', 'city', 'state', 'postcode', 'phone', 'subject_role'),
    ],
  },
  {
    ...base,
    file: 'tecs_2015-09-11.csv',
    format: '%m/%d/%Y',
    people: false,
    columns: [...caseColumns, ...same('last_name', 'first_name', 'date_of_birth', 'subject_role')],
  },
]
