import { expect, test } from 'vitest'
import { Database } from '../../src/engine/database.js'
import { sql } from '../../src/engine/sql.js'
import { buildSummary } from '../../src/report/build.js'
import type { Purpose } from '../../src/report/purpose.js'
import type { Section, TableBlock, Text } from '../../src/report/summary.js'

const long = 'z'.repeat(5_000_000)

/** Twenty candidates with weights −8 to 11; the 19th of them holds although its birth date contradicts it, the 12th comes from a protected system. */
async function sectionFor(purpose: Purpose | undefined): Promise<{ section: Section | undefined; rows: readonly (readonly Text[])[]; valueOf: (name: string) => number | undefined }> {
  const database = await Database.open({ path: ':memory:', memory: '500MB', folders: [] })
  await database.run(sql`create table mention as select cast(n as integer) as mention_id, 'CASES' as system, concat('R', n) as id, 'subject' as role, 1 as ordinal,
    case n when 12 then '<script>李</script>' when 8 then ${long} else 'Maria Elena' end as given_name, case when n = 8 then ['Maria', 'Ana'] end as given_name_values,
    '19750309' as date_of_birth from range(1, 41) r (n)`)
  await database.run(sql`create table candidate as select 'CASES' as left_system, concat('R', n) as left_id, 'subject' as left_role, 1 as left_ordinal, 'CASES' as right_system,
    concat('R', n + 20) as right_id, 'subject' as right_role, 1 as right_ordinal, cast(n - 9 as double) as match_weight, round(1 / (1 + pow(2, 9 - n)), 6) as probability,
    case when n >= 13 then 'match' when n >= 9 then 'review' else 'non_match' end as band, 'ssn' as found_by, n = 12 as protected, 'same_subject' as match, 0::double as damage_weight,
    0::double as alternative_weight, 1.5::double as collective_weight, 0.5::double as source_weight, -2::double as calibration_weight, cast(n as integer) as left_mention, cast(n + 20 as integer) as right_mention,
    'exact' as given_name_level, case when n = 19 then 31 else n + 1.5 end::double as given_name_weight, 'else' as date_of_birth_level,
    case when n = 19 then -10.5 else 0 end::double as date_of_birth_weight from range(1, 21) r (n)`)
  await database.run(sql`create table training as select 'same_subject' as match, 'match' as class, (1 / 1025)::double as prior, 10::double as expected_matches, 3 as iterations, true as converged, null::varchar as failure`)
  const { summary } = await buildSummary({
    database, folder: '', name: 'few', asOf: '2015-09-11', version: '0.0.0', limits: { floor: 0.001, match: 0.9, review: 0.5 }, files: [],
    config: { systems: {}, matches: [{ name: 'same_subject', left: 'CASES.subject' }], analyses: [] },
    ...(purpose === undefined ? {} : { purpose }),
  })
  database.close()
  const section = summary.sections.find(({ id }) => id === 'candidates')
  const table = section?.blocks.find((block): block is TableBlock => block.kind === 'table')
  return { section, rows: table?.rows ?? [], valueOf: (name) => summary.figures[name]?.value }
}

const groupsOf = (section: Section | undefined): string[] =>
  section?.blocks.flatMap((block) => (block.kind === 'table' ? (block.groups ?? []).map(({ label }) => label.filter((part) => typeof part === 'string').join('')) : [])) ?? []
const valuesOf = (rows: readonly (readonly Text[])[]): Set<string> => new Set(rows.flatMap((row) => [row[2], row[3]]).flatMap((text) => text ?? []).map(String))

test('the ten nearest to the review threshold come first, then what holds although something contradicts it', async () => {
  const { section, valueOf } = await sectionFor(undefined)
  const groups = groupsOf(section)
  expect(groups).toHaveLength(11)
  expect(groups.slice(0, 10).every((label) => label.includes('near the review threshold'))).toBe(true)
  expect(groups.map((label) => label.includes('protected, 8 USC 1367'))).toEqual(groups.map((_, no) => no === 5))
  expect(groups[10]).toContain('held although much speaks against it')
  expect(Array.from({ length: 11 }, (_, no) => valueOf(`look.same_subject.${no + 1}.match_weight`))).toEqual([0, 1, -1, 2, -2, 3, -3, 4, -4, 5, 10])
  expect(['prior', 'given_name', 'date_of_birth', 'calibration', 'sources', 'clusters'].map((step) => valueOf(`look.same_subject.11.${step}`)?.toFixed(1))).toEqual(['-10.0', '31.0', '-10.5', '-2.0', '0.5', '1.0'])
})

test('for review values are masked, and none of five megabytes stays whole', async () => {
  const { rows } = await sectionFor('review')
  expect(valuesOf(rows)).toEqual(new Set(['M… E…', 'M…; A…', 'S… 李… S…', '1975']))
})

test('for an investigation they stand as they are, and a list in full', async () => {
  const { rows } = await sectionFor('investigation')
  expect(valuesOf(rows)).toEqual(new Set(['Maria Elena', 'Maria; Ana', '<script>李</script>', '19750309']))
})

test('a report of statistics has no such part', async () => {
  expect((await sectionFor('statistics')).section).toBeUndefined()
})
