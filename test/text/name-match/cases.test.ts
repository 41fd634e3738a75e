import { expect, test } from 'vitest'
import { nameScoreCut } from '../../../src/text/name-match/agreement.js'
import { compareFullNames } from '../../../src/text/name-match/compare.js'

// one | other | may be one person? | why
const cases = `
John Smith Jr | John Smith Sr | no | father and son
John Smith III | John Smith Jr | no | grandson and son
John Smith Jr. | John Smith | yes | suffixes wander
John Smith Jr | John Smith II | yes | both mean the second of the name
Smith, John, Jr. | John Smith Jr | yes | the suffix between commas
Smith, Jr., John | John Smith Sr | no | and it still contradicts
Smith, John | John Smith | yes | family name first
Smith John | John Smith | yes | without its comma
John Smith, MD | Smith, John | yes | a degree is no name
Dr. John Smith | John Smith | yes | title
Robert "Bob" Smith | Robert Smith | yes | nickname in quotes
Bob Smith | Robert Smith | yes | nickname
Bill Smith | Will Smith | yes | two nicknames of one name
Bob Smith | Bill Smith | no | nicknames of two names
Wm Clark | William Clarke | yes | the abbreviation of registers
J Smith | John Smith | yes | initial
J. R. Smith | John Robert Smith | yes | two
JR Smith | John Robert Smith | yes | in one word
J Smith | Mary Smith | no | an initial that contradicts
J R | John Robert | no | initials alone are too little
John W Frost | John G Frost | no | middle initials that contradict
Maria | Maria Lopez | no | one name is too little
Mary Smith | Mark Smith | no | one letter apart, and each a name of its own
Jnoathan Smith | Jonathan Smith | yes | letters exchanged
Jane Smith | Jane Jones | no | nothing in the names tells of a marriage
Jane Smith-Jones | Jane Smith | yes | a name added by marriage
Jane Smith-Jones | Jane Jones | yes | and the other one left out
Mary Ann Jones | Maryann Jones | yes | joined
Mary Ann Jones | Mary Jones | yes | second given name left out
Sean O'Brien | Sean Obrien | yes | apostrophe
Sean O Brien | Sean O'Brien | yes | and a blank
Ian McDonald | Ian Mac Donald | yes | Mac
Ian McDonald | Ian MacDonald | yes | and Mc
Maria Garcia Lopez | Maria Garcia | yes | the mother's surname left out
Maria Garcia Lopez | Maria Lopez | yes | the father's
Maria Garcia Lopez | Maria Lopez Garcia | yes | both, reversed
GARCIA LOPEZ, MARIA | Maria Garcia-Lopez | yes | comma and hyphen
Maria Garcia Lopez | Maria Garcia Ruiz | no | cousins
Jose Ortega y Gasset | Jose Ortega Gasset | yes | y
Juan Delacruz | Juan de la Cruz | yes | joined particles
CRUZ, Juan de la | Juan Cruz | yes | and left out
Jose Rdz | Jose Rodriguez | yes | customary abbreviation
Juan Santos dela Cruz | dela Cruz, Juan S. | yes | Filipino: the middle name is the mother's surname
Ma. Teresa Santos Reyes | Maria Teresa Reyes | yes | Filipino Ma. is Maria
Jose Santos Reyes | Jose Bautista Reyes | no | other mothers
Nguyen Van Anh | Anh Nguyen | yes | Vietnamese order, Western order, Van left out
Nguyễn Thị Hoa | Nguyen Thi Hoa | yes | diacritics
Nguyen Van Anh | Nguyen Thi Anh | no | a man and a woman
Nguyen Thi Hoa | Nguyen Thi Lan | no | two fifths bear Nguyen: the given name decides
Le Thi Hoa | Hoa Le | yes | Le is a surname, not an article
Ahmad bin Hasan | Hasan bin Ahmad | no | son and father
Ahmad bin Hasan al-Najjar | Hasan ibn Ahmad al-Najjar | no | with a nisba
bin Hasan, Ahmad | Ahmad ibn Hasan | yes | bin is ibn
Ahmad bin Hasan bin Ali al-Najjar | Ahmad al-Najjar | yes | the chain of fathers is cut anywhere
Hassan al-Banna | Hassan Banna | yes | article
Abd al-Rahman Hasan | Abdurrahman Hassan | yes | l before r sounds r
Abd Allah Hasan | Abdullah Hassan | yes | servant of God
Abdul Aziz Karimi | Aziz Karimi | yes | half a name left out
Abdul Kabir Jan | Mohammad Kabir Jan | no | and half a name against another
Nur al-Din Hasan | Noureddine Hassan | yes | French spelling
Khaled Mashal | Khalid Mish'al | yes | vowels chosen freely
Mohammed Ali | Muhammad Aly | yes | spellings of Muhammad
Ahmed Hassan | Ahmed Hussein | no | two names
Sergey Kozlov | Sergei Kozlow | yes | Slavic spellings
Sergejs Kozlovs | Sergey Petrovich Kozlov | yes | Latvian endings, a patronymic left out
Sergey Petrovich Kozlov | Sergey Ivanovich Kozlov | no | other fathers
Юрий Щербаков | Iurii Scherbakov | yes | Cyrillic
Юрий Щербаков | Igor Shcherbakov | no | and another given name
محمد بن سلمان | Mohammed bin Salman | yes | Arabic has no short vowels
محمد بن سلمان | Mahmoud Abbas | no | nor does it match everything
خالد مشعل | Khaled Mashal | yes | consonants
习近平 | Xi Jinping | yes | Han, pinyin
习近平 | Hsi Chin-p'ing | yes | Wade-Giles
Mao Tse-tung | Mao Zedong | yes | Wade-Giles
欧阳修 | Ouyang Xiu | yes | a family name of two characters
王小明 | 王小朋 | no | one character changed is another name
贝拉克·奥巴马 | Barack Obama | yes | a foreign name in Han
バラク・オバマ | Barack Obama | yes | and in kana
贝拉克·奥巴马 | George Bush | no | another one
김철수 | Kim Cheol-su | yes | Hangul, Revised Romanization
김철수 | Kim Chol Su | yes | McCune-Reischauer
이명박 | Lee Myung-bak | yes | customary family names
김철수 | Kim Yong-ho | no | Kim is no evidence
`

const rows = cases.trim().split('\n').map((line) => line.split('|').map((cell) => cell.trim()))

test.each(rows)('%s, %s: %s (%s)', (one = '', other = '', answer = '', why = '') => {
  const { score } = compareFullNames(one, other)
  expect(score >= nameScoreCut, `${why}: ${score}`).toBe(answer === 'yes')
})

test('levels say what agreed', () => {
  expect(compareFullNames('John Smith Jr', 'John Smith Sr')).toEqual({
    score: 0.7, matched: 2, contradicted: 0, omitted: 0, weakest: 1, order: 'same', suffix: 'contradicts', fullWords: 2, truncated: false,
  })
  expect(compareFullNames('Ahmad bin Hasan', 'Hasan bin Ahmad').order).toBe('exchanged')
  expect(compareFullNames('Smith John', 'John Smith').order).toBe('rotated')
  expect(compareFullNames('Maria Garcia Lopez', 'Maria Lopez Garcia').order).toBe('other')
  expect(compareFullNames('Maria Garcia Lopez', 'Maria Garcia')).toMatchObject({ matched: 2, contradicted: 0, omitted: 1, suffix: 'none' })
  expect(compareFullNames('Maria Garcia', 'Maria Ruiz')).toMatchObject({ matched: 1, contradicted: 1, omitted: 0 })
  expect(compareFullNames('J Smith', 'John Smith')).toMatchObject({ matched: 1.5, weakest: 0.85, fullWords: 1 })
  expect(compareFullNames('Juan de la Cruz', 'Juan Cruz').omitted).toBeCloseTo(0.24)
})

test('a column that cuts names off leaves the beginning of a word', () => {
  expect(compareFullNames('Maria Fernanda Echeverria Ga', 'Maria Fernanda Echeverria Galindo').score).toBeGreaterThan(nameScoreCut)
  expect(compareFullNames('Maria Echeverria Ra', 'Maria Echeverria Galindo').score).toBeLessThan(nameScoreCut)
})

const frequency = (word: string): number | undefined => ({ john: 0.02, smith: 0.008, xantopoulos: 0.000_001 })[word]

test('frequent words weigh less', () => {
  const frequent = compareFullNames('John Smith', 'John Brown', frequency)
  const rare = compareFullNames('John Xantopoulos', 'Peter Xantopoulos', frequency)
  expect(frequent.matched).toBe(0.6)
  expect(rare.matched).toBe(1.2)
  expect(rare.score).toBeGreaterThan(frequent.score)
})
