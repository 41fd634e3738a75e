import { id, joinSql, sql } from '../../engine/sql.js'
import { asFirst, joinKeys, mix, unmix, type KeyParts, type Keys } from '../../model/block-keys.js'
import { bytesBy, type Allocate } from '../../model/grouping.js'
import type { BlockRule, PlanMatch } from '../plan.js'
import type { StageContext } from '../stage.js'
import { keyName } from './atoms.js'
import { atomsTable } from './keys.js'

/** The share of DuckDB's memory that keys of atoms may take beside it. */
const shareOfMemory = 0.25
/** Atoms that are held in any case, and those read at once. */
const fewestHeld = 4
const readAtOnce = 8

const atomsOfRule = (rule: BlockRule | undefined): string[] => (rule?.keys ?? []).map(keyName)

/** Mentions of a match in an order shuffled by their ids. */
export interface Places {
  /** The mention at each place, and the sides that it is on: 1 for the left, 2 for the right, 3 for both. */
  readonly mentions: Int32Array
  readonly sides: Uint8Array
}

export async function readPlaces({ database }: StageContext, match: PlanMatch, count: number, allocate: Allocate): Promise<Places> {
  const [mentions, sides] = [new Int32Array(count), bytesBy(allocate, count)]
  await database.fill(sql`select mention_id, cast(on_left as integer) + 2 * cast(on_right as integer) from ${atomsTable(match)} order by shuffle, mention_id`, [mentions, sides])
  return { mentions, sides }
}

/** The keys of mentions by rules of two atoms at most. Where memory does not hold all atoms, some are read again. */
export class AtomKeys {
  readonly #placeOf: Int32Array
  readonly #atoms: readonly string[]
  /** Mixed keys by atom, those asked for last at the end. */
  readonly #held = new Map<string, Keys>()
  readonly #joined: Keys
  /** Arrays of keys made from those of atoms, those handed out last at the end: they may still be read. */
  #made: readonly Keys[]
  #first: Keys
  #firstOf: string | undefined
  readonly #most: number

  constructor(
    private readonly context: StageContext,
    private readonly match: PlanMatch,
    { mentions }: Places,
    private readonly rules: readonly BlockRule[],
    private readonly allocate: Allocate,
    underWay: number,
  ) {
    this.#placeOf = new Int32Array(mentions.reduce((most, mention) => Math.max(most, mention), 0) + 1)
    mentions.forEach((mention, place) => void (this.#placeOf[mention] = place))
    this.#atoms = [...new Set(rules.flatMap(atomsOfRule))]
    this.#joined = new Int32Array(2 * mentions.length)
    this.#made = Array.from({ length: underWay + 1 }, () => allocate(2 * mentions.length))
    this.#first = this.#joined
    this.#most = Math.max(fewestHeld, Math.floor((context.database.memory * shareOfMemory) / (8 * Math.max(1, mentions.length))))
  }

  /** Numbers of all rules, those together whose atoms may be held together. */
  inOrder(): number[] {
    const part = this.#most >= this.#atoms.length ? this.#atoms.length : Math.floor(this.#most / 2)
    const parts = new Map(this.#atoms.map((atom, at) => [atom, Math.floor(at / part)]))
    const partsOf = (rule: number): number[] => [...new Set(atomsOfRule(this.rules[rule]).map((atom) => parts.get(atom) ?? 0))].toSorted((a, b) => a - b)
    const spelled = (rule: number): string => partsOf(rule).map((one) => String(one).padStart(4, '0')).join(' ')
    const numbered = this.rules.map((_, rule) => ({ rule, together: spelled(rule) }))
    return numbered.toSorted((a, b) => (a.together < b.together ? -1 : a.together > b.together ? 1 : a.rule - b.rule)).map(({ rule }) => rule)
  }

  /** The keys of a rule in parts, by place; good until those of as many others are asked for as `underWay` says. */
  async partsOf(rule: number): Promise<KeyParts> {
    const [first, second] = atomsOfRule(this.rules[rule])
    await this.#need([first, second].flatMap((atom) => atom ?? []))
    const held = (atom: string): Keys => this.#held.get(atom) ?? this.#joined
    if (first === undefined) return { first: this.#next().map((_, at) => (at + 1) % 2) }
    if (second === undefined) {
      const keys = this.#next()
      keys.set(held(first))
      unmix(keys)
      return { first: keys }
    }
    if (this.#firstOf !== first) {
      this.#first = this.#next()
      asFirst(held(first), this.#first)
      this.#firstOf = first
    }
    return { first: this.#handed(this.#first), second: held(second) }
  }

  /** The keys of a rule by place, as er_key and er_key_of make them in SQL; good until the next are asked for. */
  async of(rule: number): Promise<Keys> {
    const { first, second } = await this.partsOf(rule)
    if (second === undefined) return first
    joinKeys(first, second, this.#joined)
    return this.#joined
  }

  #handed(keys: Keys): Keys {
    this.#made = [...this.#made.filter((one) => one !== keys), keys]
    return keys
  }

  /** An array that was handed out longer ago than what may still be read. */
  #next(): Keys {
    const keys = this.#handed(this.#made[0] ?? this.#joined)
    if (keys === this.#first) this.#firstOf = undefined
    return keys
  }

  async #need(atoms: readonly string[]): Promise<void> {
    const missing = atoms.filter((atom) => !this.#held.has(atom))
    for (const atom of atoms) {
      const keys = this.#held.get(atom)
      if (keys === undefined) continue
      this.#held.delete(atom)
      this.#held.set(atom, keys)
    }
    if (missing.length === 0) return
    // What stands beside an atom is asked for next.
    const more = this.#atoms.slice(this.#atoms.indexOf(missing[0] ?? '')).filter((atom) => !missing.includes(atom) && !this.#held.has(atom))
    const room = this.#most - this.#held.size - missing.length
    const read = [...missing, ...more.slice(0, Math.max(0, Math.min(room, readAtOnce - missing.length)))]
    for (const atom of [...this.#held.keys()].filter((one) => !atoms.includes(one)).slice(0, Math.max(0, this.#held.size + read.length - this.#most))) this.#held.delete(atom)
    await this.#read(read)
  }

  async #read(atoms: readonly string[]): Promise<void> {
    const { database } = this.context
    const arrays = atoms.map(() => this.allocate(this.#joined.length))
    const columns = joinSql(atoms.map((atom) => sql`coalesce(${id(atom)}, 0::ubigint)`))
    for await (const [mentions = [], ...words] of database.numbers(sql`select mention_id, ${columns} from ${atomsTable(this.match)}`)) {
      words.forEach((column, at) => {
        const array = arrays[at] ?? this.#joined
        for (let row = 0; row < mentions.length; row += 1) {
          const place = 2 * (this.#placeOf[mentions[row] ?? 0] ?? 0)
          array[place] = column[2 * row] ?? 0
          array[place + 1] = column[2 * row + 1] ?? 0
        }
      })
    }
    atoms.forEach((atom, at) => {
      const keys = arrays[at] ?? this.#joined
      mix(keys)
      this.#held.set(atom, keys)
    })
  }
}
