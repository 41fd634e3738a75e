import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api'

const text = (path: string, more = ''): string =>
  `read_csv('${path.replaceAll("'", "''")}', all_varchar = true, header = true, delim = ',', quote = '"', escape = '"', strict_mode = true${more})`

const person = (last: string, first: string, born: string): string => `${last} as last_name, ${first} as first_name, ${born} as date_of_birth`

/** The generated files as tables, all text as written; `tecs` unites the extracts with `extract` 1 to 5 and a typed `opened_on`. */
const views = (folder: string): string[] => {
  const file = (name: string): string => `${folder}/${name}`
  const semicolons = text(file('tecs_2014-09-18.csv')).replace("delim = ','", "delim = ';'")
  return [
    `create table truth as from ${text(file('truth.csv'))}`,
    `create table truth_narratives as from ${text(file('truth_narratives.csv'))}`,
    `create table outcomes as from ${text(file('tecs_outcomes.csv'))}`,
    `create table claims3 as from ${text(file('claims3_petitions.csv'))}`,
    `create table applicants as from ${text(file('haven_t_applicants.csv'))}`,
    `create table narratives as from ${text(file('haven_t_narratives.csv'))}`,
    `create table u_petitions as from ${text(file('haven_u_petitions.csv'))}`,
    `create table operator_extract as from ${text(file('tecs_2014-11-14.csv'), ", encoding = 'latin-1'")}`,
    `create table last_extract as from ${text(file('tecs_2015-09-11.csv'))}`,
    `create table fourth_extract as from ${text(file('tecs_2015-04-17.csv'))}`,
    `create table tecs as
       select 1 as extract, case_number, subject_number, strptime(opened_on, '%m/%d/%Y')::date as opened_on, status, office, case_type, subject_role, a_number,
         ssn, null as phone, ${person("split_part(subject_name, ', ', 1)", "split_part(subject_name, ', ', 2)", 'date_of_birth')} from ${text(file('tecs_2014-08-14.csv'))}
       union all by name select 2 as extract, case_number, subject_number, strptime(opened_on, '%d-%b-%Y')::date as opened_on, status, office, case_type, subject_role,
         a_number, ssn, ${person('last_name', 'first_name', 'date_of_birth')} from ${semicolons}
       union all by name select 3 as extract, CASE_NBR as case_number, SUBJ_SEQ as subject_number, strptime(OPEN_DT, '%Y-%m-%d')::date as opened_on, STAT_CD as status,
         OFC_NM as office, CASE_CATG as case_type, SUBJ_ROLE as subject_role, ALIEN_NBR as a_number, SSN_NBR as ssn, PHN_NBR as phone,
         ${person('LST_NM', 'FRST_NM', 'DOB')} from operator_extract
       union all by name select 4 as extract, case_number, subject_number, strptime(opened_on, '%m/%d/%Y')::date as opened_on, status, office, case_type, subject_role,
         a_number, ssn, phone, ${person('last_name', 'first_name', 'date_of_birth')} from fourth_extract
       union all by name select 5 as extract, case_number, subject_number, strptime(opened_on, '%m/%d/%Y')::date as opened_on, status, office, case_type, subject_role,
         ${person('last_name', 'first_name', 'date_of_birth')} from last_extract`,
    `create table subjects as select split_part(id, '|', 1) as case_number, split_part(id, '|', 2) as subject_number, person_id from truth where system = 'TECS'`,
    `create table petitions as
       select receipt_number, beneficiary_number, form, class, decision, filed_on::date as filed_on, decided_on::date as decided_on, petitioner_type,
         p.person_id as petitioner, b.person_id as beneficiary,
         decision = 'APPROVED' and decided_on::date between date '2005-01-01' and date '2014-12-31' as counted
       from claims3
       join truth p on p.system = 'CLAIMS3' and p.role = 'petitioner' and p.id = receipt_number || '|' || beneficiary_number
       join truth b on b.system = 'CLAIMS3' and b.role = 'beneficiary' and b.id = receipt_number || '|' || beneficiary_number`,
    `create table subject_petitions as select * from petitions where petitioner in (select person_id from subjects)`,
  ]
}

/** The files of a folder, open for questions in SQL. */
export class Tables {
  private constructor(private readonly connection: DuckDBConnection) {}

  static async open(folder: string): Promise<Tables> {
    const connection = await (await DuckDBInstance.create(':memory:')).connect()
    for (const view of views(folder)) await connection.run(view)
    return new Tables(connection)
  }

  async rows(sql: string): Promise<Record<string, unknown>[]> {
    return (await this.connection.runAndReadAll(sql)).getRowObjectsJson()
  }

  /** The only value of the only row. */
  async one(sql: string): Promise<number> {
    const [row] = await this.rows(sql)
    return Number(Object.values(row ?? {})[0])
  }

  /** Second column by first. */
  async map(sql: string): Promise<Record<string, number>> {
    const rows = await this.rows(sql)
    return Object.fromEntries(rows.map((row) => Object.values(row)).map(([key, value]) => [String(key), Number(value)]))
  }

  close(): void {
    this.connection.closeSync()
  }
}
