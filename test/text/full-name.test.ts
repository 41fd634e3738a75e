import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseFullName } from '../../src/text/full-name.js'

// name | given | middle | family | suffix | why
const cases = `
SMITH, JOHN Q JR | john | q | smith | jr | suffix at the end
Smith Jr, John | john | | smith | jr | suffix behind the family name
SMITH, JR, JOHN | john | | smith | jr | suffix between commas
John Smith, Jr. | john | | smith | jr | a comma before a suffix is no "family first"
John Q. Smith III | john | q | smith | 3 | Roman numeral
Sammy Davis Sr | sammy | | davis | sr | senior
Smith, John Jr., Esq. | john | | smith | jr | suffix and title
Dr. John Smith, M.D. | john | | smith | | title and degree
Mr. and Mrs. Smith | | | smith | | titles only
Sr. Juan Perez | juan | | perez | | in front, sr is señor
Md Rahman | md | | rahman | | in front, md is Mohammad
J.R. Smith | j | r | smith | | two initials
JR Smith | jr | | smith | | a given name
John E Smith | john | e | smith | | parse-full-name takes E for "and"
Maria Y Lopez | maria | y | lopez | | an initial with three words
Jose Ortega y Gasset | jose | | ortega y gasset | | "and" with four
GARCIA LOPEZ, MARIA | maria | | garcia lopez | | Hispanic surnames: parse-full-name makes MARIA a suffix
GARCIA MARQUEZ, GABRIEL JOSE | gabriel | jose | garcia marquez | | two and two
Maria Garcia Lopez | maria | garcia | lopez | | without a comma the Western reading
José García-Márquez | jose | | garcia marquez | | a hyphen keeps surnames together
Jean-Claude Van Damme | jean claude | | van damme | | and given names
CRUZ, Juan M. de la | juan | m | de la cruz | | catalogues put particles behind
Juan de la Cruz | juan | | de la cruz | | particles
de Leon, Ponce | ponce | | de leon | | particle before the comma
Maria dos Santos | maria | | dos santos | | Portuguese
DELA CRUZ, JUAN SANTOS | juan | santos | dela cruz | | Filipino: the middle name is the mother's surname
Maria Santos dela Cruz | maria | santos | dela cruz | | the same, Western order
Ma. Teresa Reyes | ma | teresa | reyes | | Filipino Ma. is Maria
NGUYEN, VAN ANH | anh | van | nguyen | | Vietnamese: van stands between
TRAN, THI HOA | hoa | thi | tran | | thi likewise
Nguyen Van Anh | anh | van | nguyen | | Vietnamese order without comma
Le Thi Hoa | hoa | thi | le | | le is a surname here
Anh Van Nguyen | anh | van | nguyen | | Western order: van is no particle before a Vietnamese surname
Van Nguyen | van | | nguyen | | nor as a given name
Van Morrison | van | | morrison | | given name
Ludwig van Beethoven | ludwig | | van beethoven | | particle
van der Berg, Maria | maria | | van der berg | | two particles
Charles de Gaulle | charles | | de gaulle | | French
von Braun | | | von braun | | never a given name
Osama bin Laden | osama | | bin laden | | Arabic patronymic
Muhammad bin Salman al Saud | muhammad | bin salman | al saud | | family last
AL-ZAWAHIRI, Ayman | ayman | | al zawahiri | | article
Abu Bakr al-Baghdadi | abu bakr | | al baghdadi | | kunya is one given name
HUSSEIN, Abd al-Rahman Ali | abd al rahman | ali | hussein | | servant of the Merciful is one given name
Sean O'Brien | sean | | obrien | | apostrophe
O' Brien, Sean | sean | | obrien | | and a blank
Adil Mahmud Abd al-Khaliq | adil | mahmud | abd al khaliq | | and one surname
Al Curt Clarke | al | curt | clarke | | in front, Al is Albert
Al Gore | al | | gore | | even so with two words
SON, Mun San | mun | san | son | | San is no particle behind a given name
AUF, Awad Ibn | awad | | ibn auf | | ibn is
Robert ""Butch"" Moore | robert | | moore | | quotes that were doubled for CSV
Ian Mac Donald | ian | | mac donald | | Mac written apart
Jill St. John | jill | | st john | | saint
Robert "Bob" Smith | robert | | smith | | nickname
Robert (Bob) Smith | robert | | smith | | nickname
SMITH, JOHN A.K.A. JONES | john | | smith | | other names cut off
John Smith aka Johnny S | john | | smith | | other names cut off
Mary Smith nee Jones | mary | | smith | | maiden name cut off
Victor Nee | victor | | nee | | Nee is a surname too
Madonna | | | madonna | | one word is a family name
Xu Li | xu | | li | | Western order is assumed
Ng, O | o | | ng | | short names survive
`

test.each(cases.trim().split('\n').map((line) => line.split('|').map((cell) => cell.trim())))('%s', (name = '', given = '', middle = '', family = '', suffix = '', why = '') => {
  expect(parseFullName(name), why).toEqual({ given, middle, family, suffix, reason: '' })
})

test.each(['TK TK', 'JOHN DOE', 'Doe, Jane', 'Unknown', 'FNU LNU', 'Unknown, Unknown', 'baby boy', 'name withheld'])('%j is nobody', (name) =>
  expect(parseFullName(name)).toEqual({ given: '', middle: '', family: '', suffix: '', reason: 'placeholder' }))

test('a half that names nobody goes, with the reason', () => {
  expect(parseFullName('UNKNOWN, JOSE')).toEqual({ given: 'jose', middle: '', family: '', suffix: '', reason: 'placeholder' })
  expect(parseFullName('FNU MOHAMMAD')).toEqual({ given: '', middle: '', family: 'mohammad', suffix: '', reason: 'placeholder' })
})

test('no letters, nothing', () => {
  expect(parseFullName('12, 34').reason).toBe('no_letters')
  expect(parseFullName(' ').reason).toBe('')
})

const words = fc
  .array(fc.constantFrom('Smith', 'Juan', ',', 'de', 'la', 'Jr', 'aka', 'van', 'Nguyen', '"x', '(', 'nee', 'Dr', 'FNU', '-', "O'", 'e', 'y', '|', '2', 'al-', 'M.D.', 'constructor'))
  .map((list) => list.join(' '))

test('never throws and gives folded parts whatever comes, lone surrogates too', () => {
  const units = fc.array(fc.integer({ min: 0, max: 0xffff })).map((list) => String.fromCharCode(...list))
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), units, words), (name) => {
      const { given, middle, family, suffix } = parseFullName(name)
      for (const part of [given, middle, family]) expect(part).toMatch(/^(?:[a-z0-9]+(?: [a-z0-9]+)*)?$/)
      expect(['', 'jr', 'sr', '2', '3', '4']).toContain(suffix)
    }),
  )
})

test('comma and Western order agree on plain names', () => {
  const word = fc.stringMatching(/^[bcdfg][aeiou][rst][aeiou]$/).filter((text) => !['dodo', 'dato'].includes(text))
  fc.assert(
    fc.property(word, word, word, (given, middle, family) => {
      expect(parseFullName(`${family}, ${given} ${middle}`)).toEqual(parseFullName(`${given} ${middle} ${family}`))
    }),
  )
})

test.each([
  ['王杰', 'jie', 'wang'],
  ['欧阳修', 'xiu', 'ouyang'],
  ['김철수', 'cheolsu', 'gim'],
])('%s is written family name first', (value, given, family) => {
  expect(parseFullName(value)).toMatchObject({ given, family })
})
