// Prints, as JSON, a hash of what each function that looks at kinds of characters makes of every character of Unicode: run by other versions of Node, which bring other versions of Unicode.
import { createHash } from 'node:crypto'
import { compact } from '../../dist/src/config/control-words.js'
import { legalNames } from '../../dist/src/config/legal-names.js'
import { escapeHtml } from '../../dist/src/report/html.js'
import { masked } from '../../dist/src/report/mask.js'
import { masked as profiled } from '../../dist/src/report/profile/masking.js'
import { SheetNames } from '../../dist/src/report/workbook/sheet.js'
import { cellText } from '../../dist/src/report/workbook/text.js'
import { kindOfRole, packer } from '../../dist/src/stages/form-kinds.js'
import { foldCode, foldName, foldText } from '../../dist/src/text/fold.js'
import { headerWords } from '../../dist/src/text/header-words.js'
import { compareFullNames } from '../../dist/src/text/name-match/compare.js'
import { shapeOf } from '../../dist/src/text/shape.js'

const packers = [...new Set(Object.values(kindOfRole))].map((kind) => packer({ kind }))
const functions = {
  foldText, foldName, foldCode, shapeOf, compact, headerWords, cellText, escapeHtml,
  legalNames: (text) => legalNames([text], 'column')[0],
  masked: (text) => masked(text, 'full_name') + masked(text, 'identifier'),
  profiled: (text) => profiled(text, 'initials', 1) + profiled(text, 'layout', 1),
  sheetName: (text) => new SheetNames().next(text),
  compareFullNames: (text) => String(compareFullNames(text, 'ana').score),
  forms: (text) => packers.map((pack) => pack(text)).join('|'),
}
const hashes = Object.fromEntries(Object.keys(functions).map((name) => [name, createHash('sha256')]))
for (let code = 1; code < 0x11_00_00; code += 1) {
  // Halves of pairs, and the planes in which no character stands or is to stand.
  if ((code >= 0xd8_00 && code < 0xe0_00) || (code >= 0x4_00_00 && code < 0xe_00_00) || code >= 0xe_02_00) continue
  const character = String.fromCodePoint(code)
  for (const [name, call] of Object.entries(functions)) hashes[name].update(`${call(`a${character}b`)}\n${call(character + character)}\n`)
}
process.stdout.write(JSON.stringify(Object.fromEntries(Object.entries(hashes).map(([name, hash]) => [name, hash.digest('hex')]))))
