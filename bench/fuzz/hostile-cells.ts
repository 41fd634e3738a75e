import type { Random } from '../../samples/random.js'
import { pick } from './ground.js'
import { mutated } from './mutate.js'

/** Cells as they are delivered, by what they hold. */
const cells = {
  names: [
    "O'Brien-Smith, María José Jr.", 'Dr. Jane Q. Public III', 'van der Berg', '李小龍', 'محمد بن عبد الله', 'Ёжикова Анна', 'FNU LNU', 'Robert "Bob" a/k/a Bobby', 'de la Cruz y García', 'x', 'UNKNOWN',
    'ABDUL-RAHMAN', 'Nguyễn Thị Minh', 'Kim, Il-sung', "D' Angelo", 'Ng', 'MARY  ANN', 'Ç. Öztürk', 'Smith (deceased)', 'Juan Carlos', '김영희',
  ],
  dates: ['1980-02-03', '02/03/1980', '3-Feb-80', '31.12.1999', '19800203', '0000-00-00', '9999-12-31', '1900-01-01', '1980', '1980-02', 'O3/l2/1980', '2001-02-29', '12-31-99', '10000-01-01', '-0001-01-01'],
  numbers: ['A-012-345-678', 'A123456789', '078-05-1120', '123456789', 'WAC-12-345-67890', '$1,234.50', '(12.00)', '1e5', '00012', '+1', '-12', '99999999999999999999', '1,2,3', '٠١٢٣', '½', '1.234,56'],
  addresses: [
    '123 N Main St Apt 4B, Springfield, IL 62704-1234', 'P.O. Box 12', '1600 Pennsylvania Avenue NW', 'Flat 3, 22 Acacia Road\nLondon SW1A 1AA', 'calle 5 # 12-34', '12-14 Straße', 'Ill.', 'D.C.', 'USA', 'Côte d’Ivoire',
    '62704-1234', 'SW1A 1AA', 'female', 'M',
  ],
  contacts: ['(212) 555-0123 x9', '+44 20 7946 0958', '212.555.0123', '911', 'Ann <ann@example.org>', 'a@b', 'info@example.org;x@y.z', '@', 'x@@y', '555 0100 ext. 12'],
  keys: ['a|b', 'a\\|b', '007', 'N/A', '--', 'TK TK', 'x1-y2', '\\', '|', 'null', 'S,A1|person'],
} as const

const lists: readonly (readonly string[])[] = Object.values(cells)

/** A piece of a text over and over, and something else behind it: what reads it by trying every way to part it never ends. */
function pumped(cell: string, random: Random): string {
  const at = random.between(0, Math.max(0, cell.length - 1))
  const piece = cell.slice(at, at + random.between(1, 3))
  return `${cell.slice(0, at)}${piece.repeat(random.between(10, 900))}${pick(['', '1', '!', ' ', '-x', '\u{1f600}'], random)}`
}

/** A cell as it can stand in a table: text in Unicode, without NUL, which are set aside before. */
export function hostileCell(random: Random): string {
  const cell = pick(pick(lists, random), random)
  if (random.chance(0.05)) return pumped(cell, random)
  return random.chance(0.1) ? cell : mutated(Buffer.from(cell), random).toString('utf8').replaceAll('\0', '')
}
