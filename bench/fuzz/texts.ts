import { isDeepStrictEqual } from 'node:util'
import { masked } from '../../src/report/mask.js'
import { escapeHtml, html, tamed } from '../../src/report/html.js'
import { cellText, mostCharacters } from '../../src/report/workbook/text.js'
import { kindOfRole, packedColumns, packer, type FormCell } from '../../src/stages/form-kinds.js'
import { roles } from '../../src/config/words.js'
import { guessDateFormat } from '../../src/text/dates.js'
import { foldCode, foldName, foldText } from '../../src/text/fold.js'
import { headerWords } from '../../src/text/header-words.js'
import { receiptOffice } from '../../src/text/identifiers.js'
import { compareFullNames } from '../../src/text/name-match/compare.js'
import { sameFamilyName, sameGivenName } from '../../src/text/name-match/name-parts.js'
import { phoneticKeys, soundexKey } from '../../src/text/phonetics.js'
import { guessRoles } from '../../src/text/roles.js'
import { shapeOf } from '../../src/text/shape.js'
import { holds, type TextTarget } from './ground.js'
import { hostileCell } from './hostile-cells.js'

/** Two cells in one input: they are compared. */
const twoCells: TextTarget['input'] = (random) => Buffer.from(`${hostileCell(random)}\0${hostileCell(random)}`)
const parted = (input: Buffer): readonly [string, string] => {
  const text = input.toString('utf8')
  const cut = text.indexOf('\0')
  return [text.slice(0, cut), text.slice(cut + 1)]
}

const formKinds = [...new Set(Object.values(kindOfRole))]
const packers = [undefined, ';', '|'].map((separator) => formKinds.map((kind): readonly [FormCell, (texts: string) => string] => [{ kind, separator }, packer({ kind, separator })]))

/** Every normal form of a cell. */
function formsOf(cell: string, turn: number): string[][] {
  return (packers[turn] ?? []).map(([kind, pack]) => {
    const columns = pack(cell.replaceAll('\u001d', '')).split('\u001f')
    holds('a form of each column', columns.length === packedColumns(kind).length && columns.every((form) => !form.includes('\u001d')))
    return columns
  })
}

/** Names, addresses, places, telephone numbers, dates: no text stops a normaliser, and it gives the same again. */
const normalisers: TextTarget = {
  title: 'normalisers of names, addresses, dates, numbers',
  input: twoCells,
  tryText: (input, random) => {
    const [a, b] = parted(input)
    const turn = random.between(0, 2)
    const forms = formsOf(a, turn)
    holds('forms made again', isDeepStrictEqual(formsOf(a, turn), forms))
    const folded = foldText(a)
    holds('folded text is printable ASCII, and folds to itself', /^[\x20-\x7e]*$/.test(folded) && foldText(folded) === folded)
    holds('a folded name', /^[a-z0-9 ]*$/.test(foldName(a)) && foldName(foldName(a)) === foldName(a) && /^[A-Z0-9]*$/.test(foldCode(a)))
    const name = foldName(a).slice(0, 2000)
    holds('a sound is text', [...phoneticKeys(name), soundexKey(name)].every((key) => /^[A-Z0-9 ]*$/.test(key)))
    const [one, other] = [compareFullNames(a, b), compareFullNames(b, a)]
    holds('a score from 0 to 1', one.score >= 0 && one.score <= 1)
    holds('a score that is the same in both orders', Math.abs(one.score - other.score) < 1e-9)
    holds('names that are their own', compareFullNames(a, a).score >= one.score || compareFullNames(a, a).score === 0)
    sameGivenName(a, b)
    sameFamilyName(a, b)
    guessDateFormat([a, b])
    headerWords(a.slice(0, 500))
    receiptOffice(a)
    const samples = [a, b].filter((cell) => cell !== '')
    const sketch = { name: b.slice(0, 200), rows: 2, filled: samples.length, distinct: new Set(samples).size, samples: [...new Set(samples)] }
    holds('a role of each column', guessRoles([sketch, { ...sketch, name: a.slice(0, 200) }]).length === 2)
  },
}

const unescaped = (markup: string): string => markup.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&')
const shownRoles = [...roles, 'integer', 'decimal', 'identifier_badge_number', '__proto__', 'constructor', '']
/** Characters of a value that its mask may show at most, where it is neither a place nor a code. */
const open = new Set(['name_suffix', 'gender', 'city', 'state', 'country', 'occupation', 'category', 'code', 'boolean'])

/** What people are shown: markup, cells of a workbook, masks, shapes. */
const shown: TextTarget = {
  title: 'markup, cells of workbooks, masks, shapes',
  input: (random) => Buffer.from(hostileCell(random)),
  tryText: (input) => {
    const cell = input.toString('utf8')
    const escaped = escapeHtml(cell)
    holds('escaped text is no markup', !/[<>"']/.test(escaped) && !/&(?!(?:amp|lt|gt|quot|#39);)/.test(escaped))
    holds('escaped text says the same', unescaped(escaped) === tamed(cell) && html`${cell}`.markup === escaped)
    const text = cellText(cell)
    // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
    holds('a cell of a workbook', text.length <= mostCharacters && !/[\u0000-\u0008\u000b-\u001f\p{Cs}]/u.test(text) && !/_x[0-9A-Fa-f]{4}_/.test(text.replaceAll('_x005F_', '')))
    for (const role of shownRoles) {
      holds('statistics show no value', masked(cell, role, 'statistics') === 'withheld')
      const mask = masked(cell, role)
      holds('a mask is short', mask.length <= 260)
      if (!open.has(role) && mask !== 'withheld') holds('a mask hides', mask.includes('…') || /^\d{4}$/.test(mask))
    }
    const shape = shapeOf(cell)
    holds('a shape says no letter and no digit', shape.length <= 60 && !/[b-tv-zB-TV-Z]/.test(shape.replaceAll(/\\u[0-9a-f]+/g, '')) && shapeOf(cell) === shape)
  },
}

export const texts = { normalisers, shown } as const
