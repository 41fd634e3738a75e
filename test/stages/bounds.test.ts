import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../../src/engine/database.js'
import { id, joinSql, sql, type Sql } from '../../src/engine/sql.js'
import type { Role } from '../../src/config/words.js'
import { charactersAlike, lettersAlike } from '../../src/model/jaro-winkler.js'
import { codeOf, compiled, type PairTest } from '../../src/model/near-code.js'
import { countsApart, mayBeAlike, Sketches, type Near } from '../../src/model/near.js'
import { casesOf } from '../../src/stages/bounds.js'
import { comparisonsOf, levelOf } from '../../src/stages/comparisons.js'
import type { Plan, PlanMatch } from '../../src/stages/plan.js'
import { readSketches, sketchesOf } from '../../src/stages/sketches.js'
import type { StageContext } from '../../src/stages/stage.js'
import { openDatabase } from '../engine/open.js'

let database: Database
beforeAll(async () => {
  database = (await openDatabase()).database
})
afterAll(() => database.close())

/** A seeded row of whole numbers below `most`. */
function* numbers(seed: number): Generator<number, number, number> {
  let state = seed
  for (let most = 1; ;) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    most = yield Math.floor((state / 2 ** 32) * most)
  }
}
const draws = numbers(7)
draws.next(1)
const draw = (most: number): number => draws.next(most).value
const pick = <T>(list: readonly T[]): T => list[draw(list.length)] as T

const given = ['maria', 'mary', 'jon', 'john', 'j', 'jose', 'maria jose', 'jo', 'al', 'zoë', "d'arcy", 'li', 'christopher', 'christophe', 'bartholomewsons', 'elizabeth', 'eliza', '@', '7']
const family = ['garcia', 'garza', 'garcia lopez', 'lopez', 'lopez garcia', 'de la cruz', 'delacruz', 'smith', 'smyth', 'smithe', 'maria', 'john', 'o', 'müller', 'muller', 'wolfeschlegelstein', 'wolfeschlegelsten', '-']
const dates = ['19800203', '19800302', '19800204', '19820203', '19890000', '19890101', '19890405', '19700203', '19810203', '00000000', '19800000', '89123456', '18991231']
const numberTexts = ['123456789', '123456798', '12345678', '6789', '123', '987654321', '987654312', '113456789', 'A12-3', '1']
const emails = ['a', 'ann.lee@the-longest-domain-of-all.example', 'ann.lea@the-longest-domain-of-all.example', 'ann.lee@x.org', 'ann.lee@y.org', 'anne.lee@x.org', 'ann@x.org', 'bob@x.org', 'info@x.org', 'ann_lee@x.org', 'annlee', '@', 'zoë@x.org']
const streets = ['cohen lane', 'cohan lane', 'main street', 'main', 'lane', 'old main street', 'oak avenue', 'straße 5']
const cities = ['new york', 'new yorke', 'york', 'newark', 'nw york', 'salem', 'sale', 'a', 'são paulo']

/** Values that are mistyped, cut, or put into another's place now and then. */
function mutated(value: string): string {
  const at = draw(value.length + 1)
  return pick([value, value, value, value, `${value.slice(0, at)}${value.slice(at + 1)}`, `${value.slice(0, at)}x${value.slice(at)}`, `${value.slice(0, at)}${pick(['a', 'e', 'i', 'o', 'y', '1', ' '])}${value.slice(at + 1)}`]).trim() || value
}
const maybe = (value: string): string | null => (draw(7) === 0 ? null : mutated(value))

function row(place: number): Record<string, string | number | null> {
  const date = pick(dates)
  const postcode = maybe(pick(['10005', '10006', '20005', '1000', 'SW1A1AA']))
  const [first, last, middle] = [maybe(pick(draw(5) === 0 ? family : given)), maybe(pick(draw(5) === 0 ? given : family)), maybe(pick(given))]
  const street = maybe(pick(streets))
  const house = maybe(pick(['1', '12', '14000']))
  return {
    mention_id: place, given_name: first, family_name: last, middle_name: middle,
    given_canonical: first === null ? null : pick([first, first, 'maria', 'john']), given_groups: first === null ? null : pick([null, null, ' 1 ', ' 2 ', ' 1 2 ']), given_sound: first === null ? null : pick([first.slice(0, 2), 'mr', 'jn']),
    family_core: last === null ? null : last.split(' ').filter((word) => !['de', 'la'].includes(word)).toSorted().join(' '), family_sound: last === null ? null : pick([last.slice(0, 2), 'gr', 'sm']),
    name_suffix: pick([null, 'jr', '2', 'sr']), name_words: ` ${[first, middle, last].filter((one) => one !== null).join(' ')} `,
    date_of_birth: draw(8) === 0 ? null : date, age: draw(3) === 0 ? null : draw(90), gender: pick([null, 'm', 'f']),
    ssn: maybe(pick(numberTexts)), a_number: maybe(pick(numberTexts)), phone: maybe(pick(['12025550143', '12025550144', '13025550143', '5550143'])), email: maybe(pick(emails)),
    street, house_number: house, unit: pick([null, '1', '2']), address: street === null ? null : `${house ?? ''} ${street}`.trim(),
    postcode, postcode_area: postcode === null ? pick([null, '100']) : postcode.slice(0, 3), city: maybe(pick(cities)), state: maybe(pick(['ny', 'nj', 'ca'])),
    country: maybe(pick(['us', 'mx'])), occupation: maybe(pick(['clerk', 'bank clerk', 'clark', 'old bank clerk'])), organisation: maybe(pick(['acme', 'acme trading', 'acne'])), birth_place: maybe(pick(cities)),
    family_name_values: draw(9) === 0 ? 'several' : null,
  }
}

const roles: readonly Role[] = [
  'given_name', 'middle_name', 'family_name', 'name_suffix', 'date_of_birth', 'gender', 'ssn', 'a_number', 'street', 'house_number', 'unit', 'city', 'state', 'postcode', 'country',
  'phone', 'email', 'birth_place', 'occupation', 'organisation',
]

function planOf(held: readonly Role[]): { plan: Plan; match: PlanMatch } {
  const columns = Object.fromEntries(held.map((role) => [role, role === 'family_name' ? ['one', 'two'] : role]))
  const system = { name: 'S', suffix: 's', config: { fields: {}, protected: false }, key: ['id'], fields: [], extracts: [] }
  const population = { no: 0, system, role: 'person' }
  const mention = { population, ordinal: 1, config: { role: 'person', kind: 'person', organisation_values: [], columns }, organisations: population }
  const match = { name: 'm', suffix: 'm', left: population, right: population, within: true, config: {} }
  return { plan: { systems: [system], populations: [population], mentions: [mention], matches: [match] } as unknown as Plan, match: match as unknown as PlanMatch }
}

const cell = (name: string, value: string | number | null): Sql => {
  if (name === 'family_name_values') return value === null ? sql`null::varchar[]` : sql`['smith', 'garcia']`
  return typeof value === 'number' || name === 'age' ? sql`cast(${value} as integer)` : sql`cast(${value} as varchar)`
}

async function makeHostile(rows: readonly ReturnType<typeof row>[]): Promise<void> {
  const selects = rows.map((one) => sql`select ${joinSql(Object.entries(one).map(([name, value]) => sql`${cell(name, value)} as ${id(name)}`))}`)
  await database.run(sql`create or replace temp table hostile as ${joinSql(selects, sql` union all `)}`)
}

/** Whether a test holds for two mentions, by where their sketches begin. */
const pairTest = (near: Near, sketches: Sketches): PairTest => compiled({ code: `(l, r) => ${codeOf(near, sketches)}`, numbers: sketches.numbers })

async function sketchesAsMade(names: readonly { name: string; of: Sql }[], mentions: number): Promise<Sketches> {
  const found = new Sketches(names.map(({ name }) => name), mentions)
  for await (const [places = [], ...values] of database.numbers(sql`select mention_id, ${joinSql(names.map(({ name, of }) => sql`${of} as ${id(name)}`))} from hostile`)) found.add(places, names.map((_, at) => at), values)
  return found
}

test.each([['all roles', roles], ['without postcode', roles.filter((role) => role !== 'postcode')], ['names and towns', ['given_name', 'family_name', 'city', 'state']]] as const)(
  'no pair reaches a level that its sketches leave out: %s',
  async (_, held) => {
    const mentions = 220
    const { plan, match } = planOf(held)
    const rows = Array.from({ length: mentions }, (__, place) => row(place))
    await makeHostile(rows)
    const comparisons = comparisonsOf(plan, match)
    const sketches = await sketchesAsMade(sketchesOf(comparisons), mentions)
    const known = comparisons.map((comparison) =>
      // By place from the strongest level on, and the other way round: whatever the order, nothing that holds may be left out.
      [(levels: readonly number[]): number => Math.max(...levels), (levels: readonly number[]): number => -Math.max(...levels)].flatMap((weigh) => [new Set<string>(), new Set([...(comparison.unlessSame ?? []), comparison.frequencyOf ?? ''])].map((toldApart) =>
        casesOf(comparison, weigh, toldApart).map(({ when, levels }) => ({ test: pairTest(when, sketches), levels: new Set(levels) })))))
    const narrowed = comparisons.map(() => 0)
    let pairs = 0
    const levels = joinSql(comparisons.map((comparison) => sql`cast(${levelOf(comparison)} as integer) as ${id(comparison.name)}`))
    for await (const [lefts = [], rights = [], ...columns] of database.numbers(sql`select l.mention_id, r.mention_id, ${levels} from hostile l join hostile r on true`)) {
      lefts.forEach((l, at) => {
        const r = rights[at] ?? 0
        pairs += 1
        comparisons.forEach(({ name, labels }, of) => {
          for (const cases of known[of] ?? []) {
            const left = cases.find((one) => one.test(l * sketches.width, r * sketches.width))?.levels ?? new Set()
            const level = columns[of]?.[at] ?? -1
            if (!left.has(level)) expect.fail(`${name}: ${JSON.stringify(rows[l])} and ${JSON.stringify(rows[r])} reach level ${level} of ${labels.join(', ')}`)
            if (left.size === 1) narrowed[of] = (narrowed[of] ?? 0) + 1
          }
        })
      })
    }
    expect(pairs).toBe(mentions ** 2)
    // And sketches tell something: of most comparisons a good part of the pairs can reach one level alone.
    expect(narrowed.filter((count) => count > pairs / 2).length).toBeGreaterThan(comparisons.length / 2)
  },
  60_000,
)

test('what tells pairs apart without their levels tells the level that they have', async () => {
  const { plan, match } = planOf(roles)
  await makeHostile(Array.from({ length: 260 }, (_, place) => row(place)))
  const apart = comparisonsOf(plan, match).flatMap((comparison) => (comparison.apart === undefined ? [] : [{ comparison, holds: comparison.apart.holds }]))
  expect(apart.map(({ comparison: { name } }) => name)).toEqual(['date_of_birth'])
  for (const { comparison, holds } of apart) {
    const { apart: _, ...plain } = comparison
    const counts = await database.row(sql`select count(*) filter (where ${levelOf(comparison)} is distinct from ${levelOf(plain)}) as wrong, count(*) filter (where ${holds}) > 3000 as often,
      count(distinct ${levelOf(comparison)}) as levels from hostile l join hostile r on true`)
    expect(counts, comparison.name).toEqual({ wrong: 0, often: true, levels: comparison.labels.length + 1 })
  }
})

test('sketches made once for each value are those made of each mention', async () => {
  const { plan, match } = planOf(roles)
  await makeHostile(Array.from({ length: 200 }, (_, place) => row(place)))
  const comparisons = comparisonsOf(plan, match)
  const rarities = comparisons.filter(({ frequencyOf }) => frequencyOf !== undefined).map(({ name }, at) => sql`nullif(mention_id % ${at + 2}, 0) as ${id(`${name}_rarity`)}`)
  await database.run(sql`create or replace temp table comparand_m as select *, ${joinSql(rarities)} from hostile`)
  const saved: string[] = []
  const context = { database, saveSql: (name: string) => void saved.push(name) } as unknown as StageContext
  const [once, each] = [await readSketches(context, match, comparisons, 0), await readSketches(context, match, comparisons, Number.POSITIVE_INFINITY)]
  expect(saved.filter((name) => name.startsWith('sketch_value_')).length).toBeGreaterThan(5)
  expect(once.sketches.numbers).toEqual(each.sketches.numbers)
  expect(once.sketches.numbers.filter((number) => number !== 0).length).toBeGreaterThan(200 * 20)
  expect(once.rarities).toEqual(each.rarities)
})

test('letters and packed letters never tell less likeness than Jaro and Winkler do', async () => {
  const words = Array.from({ length: 260 }, () => Array.from({ length: 1 + draw(24) }, () => pick(['a', 'b', 'c', 'd', 'e', 'i', 'm', 'n', 'o', 'r', 's'])).join(''))
  const list = joinSql(words.map((word, place) => sql`(cast(${place} as integer), ${word})`))
  const of = sql`(values ${list}) as w (place, word)`
  const [bits, ...parts] = Array.from({ length: 5 }, () => new Int32Array(words.length)) as [Int32Array, ...Int32Array[]]
  await database.fill(sql`select er_letter_bits(word), ${joinSql([1, 7, 13, 19].map((place) => sql`er_six_letters(word, ${place})`))} from ${of} order by place`, [bits, ...parts])
  const packed = Int32Array.from({ length: 4 * words.length }, (_, at) => parts[at % 4]?.[at >> 2] ?? 0)
  let exact = 0
  for await (const [as = [], bs = [], alike = []] of database.numbers(sql`with w as (select * from ${of}) select a.place, b.place, jaro_winkler_similarity(a.word, b.word) from w a, w b`)) {
    as.forEach((a, at) => {
      const [b, similarity] = [bs[at] ?? 0, alike[at] ?? 0]
      const told = lettersAlike(packed, 4 * a, 4 * b, 4)
      if (told < similarity - 1e-9) expect.fail(`${words[a]} and ${words[b]}: ${told} for ${similarity}`)
      if (Math.abs(told - similarity) < 1e-9) exact += 1
      if (!mayBeAlike(bits[a] ?? 0, bits[b] ?? 0, words[a]?.length ?? 0, words[b]?.length ?? 0, similarity)) expect.fail(`${words[a]} and ${words[b]} are alike to ${similarity}`)
    })
  }
  expect(exact).toBeGreaterThan(words.length)
})

test('characters in numbers never tell less likeness than Jaro and Winkler do, of the whole and of what stands before a character', async () => {
  const texts = Array.from({ length: 200 }, () => Array.from({ length: 1 + draw(48) }, () => pick(['a', 'b', 'n', '.', '7', '_', '@', 'o', '~', ' '])).join(''))
  const list = joinSql(texts.map((text, place) => sql`(cast(${place} as integer), ${text})`))
  const packed = new Int32Array(12 * texts.length)
  const parts = joinSql(Array.from({ length: 12 }, (_, at) => sql`er_four_characters(text, ${4 * at + 1})`))
  for await (const [places = [], ...columns] of database.numbers(sql`select place, ${parts} from (values ${list}) as t (place, text)`)) {
    for (const [at, column] of columns.entries()) for (const [chunk, place] of places.entries()) packed[12 * place + at] = column[chunk] ?? 0
  }
  const select = sql`with t as (select * from (values ${list}) as t (place, text)) select a.place, b.place, jaro_winkler_similarity(a.text, b.text),
    jaro_winkler_similarity(split_part(a.text, '@', 1), split_part(b.text, '@', 1)) from t a, t b`
  let exact = 0
  for await (const [as = [], bs = [], whole = [], before = []] of database.numbers(select)) {
    as.forEach((a, at) => {
      const b = bs[at] ?? 0
      const told = [charactersAlike(packed, 12 * a, 12 * b, 12), charactersAlike(packed, 12 * a, 12 * b, 12, 64)]
      for (const [of, similarity] of [whole[at] ?? 0, before[at] ?? 0].entries()) {
        // Two texts of no character are alike, or not, by convention: neither is an address.
        if (texts[a]?.startsWith('@') === true || texts[b]?.startsWith('@') === true) continue
        if ((told[of] ?? 0) < similarity - 1e-9) expect.fail(`${texts[a]} and ${texts[b]}: ${told[of]} for ${similarity}`)
        if (Math.abs((told[of] ?? 0) - similarity) < 1e-9) exact += 1
      }
    })
  }
  expect(exact).toBeGreaterThan(texts.length)
})

test('an edit changes how often digits occur by two at most', async () => {
  const texts = Array.from({ length: 120 }, () => Array.from({ length: 1 + draw(9) }, () => pick(['0', '1', '9', 'a', '5'])).join(''))
  const list = joinSql(texts.map((text, place) => sql`(cast(${place} as integer), ${text})`))
  const of = sql`(values ${list}) as t (place, text)`
  const counts = new Int32Array(texts.length)
  await database.fill(sql`select er_digit_counts(text) from ${of} order by place`, [counts])
  let tight = 0
  for await (const [as = [], bs = [], edits = []] of database.numbers(sql`with t as (select * from ${of}) select a.place, b.place, cast(damerau_levenshtein(a.text, b.text) as integer) from t a, t b`)) {
    as.forEach((a, at) => {
      const apart = countsApart(counts[a] ?? 0, counts[bs[at] ?? 0] ?? 0)
      if (apart > 2 * (edits[at] ?? 0)) expect.fail(`${texts[a]} and ${texts[bs[at] ?? 0]}: ${apart} for ${edits[at]} edits`)
      if (apart === 2 * (edits[at] ?? 0)) tight += 1
    })
  }
  expect(tight).toBeGreaterThan(texts.length)
})
