import { expect, test } from 'vitest'
import { sameFamilyName, sameGivenName } from '../../../src/text/name-match/name-parts.js'

const table = (text: string): string[][] => text.trim().split('\n').map((line) => line.split('|').map((cell) => cell.trim()))

test.each(table(`
bill | bill | exact | equal
bill | william | nickname | short for it
bill | will | nickname | both short for William
bob | bill | different | short for two names
jon | john | variant | one sound
katherine | catherine | variant | one sound
sergey | sergej | variant | Slavic spellings
zedong | tse tung | variant | Wade-Giles
wm | william | variant | abbreviation
mary ann | maryann | variant | joined
Mary-Ann | mary ann | exact | folded here too
mary ann | mary | part | the second left out
mary ann | ann mary | variant | exchanged
mary ann | mary jane | different | one word contradicts
mary ann | molly ann | nickname | the worse of two levels
j | john | initial | initial
j | mary | different | another one
jc | jean claude | initial | initials in one word
j c | jean claude | initial | and in two
jean c | jean claude | initial | one of two
jonathan | jnoathan | similar | letters exchanged
bartholom | bartholomew | similar | two letters missing
esper | esperanza | part | cut off
mark | mary | different | each a name of its own
dan | tan | different | pinyin and Wade-Giles need a sign of either
 | john | different | nothing to compare
`))('given names %j and %j: %s (%s)', (a = '', b = '', level = '') => expect(sameGivenName(a, b)).toBe(level))

test.each(table(`
de la cruz | de la cruz | exact | equal
de la cruz | cruz | variant | particles
delacruz | de la cruz | variant | joined
al rawi | rawi | variant | article
bin laden | laden | variant | link
O'Brien | o brien | variant | parted
mcdonald | mac donald | variant | Mac
st john | saint john | variant | Saint
garcia lopez | lopez garcia | variant | exchanged
garcia lopez | garcia | part | the mother's left out
garcia lopez | lopez | part | the father's
garcia lopez | garcia ruiz | different | cousins
smith jones | smith | part | married
chan | chen | variant | Cantonese and Mandarin
lee | yi | variant | Korean
gonzalez | gonzales | variant | Iberian
schmidt | schmitt | variant | German
kozlov | kozlow | variant | Slavic
wilson | wislon | similar | letters exchanged
smith | smithe | similar | one letter
jones | james | different | two of five letters
jonsdottir | tomasdottir | different | only "daughter" agrees
s | smith | initial | initial
bill | william | different | nicknames are for given names
van | van | exact | a particle alone is a name
`))('family names %j and %j: %s (%s)', (a = '', b = '', level = '') => expect(sameFamilyName(a, b)).toBe(level))
