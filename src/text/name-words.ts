const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))
const lines = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s*\n\s*/))

/** Honorifics, stripped from the front of a name where something else remains. Not in it: don, dean, king, prince, gen: given names too. */
export const titles = words(`
mr mrs ms miss mx mister dr doctor prof professor sir dame madam mme mlle monsieur rev reverend fr hon honorable capt captain cpt sgt sergeant
lt lieutenant col colonel maj cmdr officer judge justice senator sen sr sra srta dra lic ing herr frau haji hajji hajj hadji alhaji sheikh
shaykh mullah mawlawi maulvi atty engr and
`)

/** Degrees and the like, stripped from the end of a name. `md` only there: at the front it is short for Mohammad. */
export const postNominals = words('md phd esq esquire dds dvm dmd jd llm mba cpa ret retd usmc usn usaf')

/** Generational suffixes and their one form. */
export const suffixes: Readonly<Record<string, string>> = {
  jr: 'jr', jnr: 'jr', junior: 'jr', jun: 'jr', sr: 'sr', snr: 'sr', senior: 'sr', ii: '2', iii: '3', iv: '4',
  '2nd': '2', '3rd': '3', '4th': '4', '2': '2', '3': '3', '4': '4',
}

/** Words that stand where a part of the name is not known, dropped beside a real part too ("FNU MOHAMMAD"): first, last, middle name unknown. */
export const unknownMarkers = words('fnu lnu mnu nmn nmi nfn nln nmu fmu')

/**
 * Values of a part that name nobody. NULL, NONE, TEST and UNK are in it though a few thousand people bear such surnames: a database's
 * null written as text is far more frequent in extracts, and the cost is one comparison left out, never a false match. Not in it, since
 * they are common names: na, no, an, nil as a surname's first word, baby, van, xu, o, le, ng.
 */
export const placeholders = lines(`
unknown
unk
unkn
unknwn
uknown
unknow
none
null
nil
nan
n a
nn
no name
no first name
no last name
no middle name
no given name
no surname
no middle
not available
not applicable
not given
not known
not provided
not reported
not stated
not specified
no data
no entry
name unknown
name withheld
withheld
redacted
unidentified
unidentified male
unidentified female
unidentified person
undetermined
unspecified
unnamed
anonymous
refused
declined
missing
first name
last name
firstname
lastname
surname
given name
test
tester
testing
test test
dummy
sample
asdf
qwerty
xx
tk tk
tbd
tba
baby boy
baby girl
babyboy
babygirl
baby b
baby g
newborn
infant
infant boy
infant girl
infant male
infant female
male infant
female infant
unborn
desconocido
desconocida
sin nombre
sin apellido
no aplica
inconnu
unbekannt
`)

/** Full names that stand for nobody in particular. */
export const placeholderFullNames = lines(`
john doe
jane doe
john roe
jane roe
baby doe
jon doe
john smith doe
john q public
joe bloggs
juan perez desconocido
fulano de tal
mickey mouse
donald duck
test patient
test user
test person
test record
test case
`)
