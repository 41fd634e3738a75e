/** Postal abbreviation, then names and older abbreviations. `NT`, `SA`, `QLD`, … are Australian; `WA` is Washington and Western Australia. */
export const stateNames = `
AL: alabama, ala
AK: alaska
AZ: arizona, ariz
AR: arkansas, ark
CA: california, calif, cal
CO: colorado, colo
CT: connecticut, conn
DE: delaware, del
DC: district of columbia, washington dc, d c
FL: florida, fla
GA: georgia
HI: hawaii
ID: idaho
IL: illinois, ill
IN: indiana, ind
IA: iowa
KS: kansas, kan, kans
KY: kentucky
LA: louisiana
ME: maine
MD: maryland
MA: massachusetts, mass
MI: michigan, mich
MN: minnesota, minn
MS: mississippi, miss
MO: missouri
MT: montana, mont
NE: nebraska, neb, nebr
NV: nevada, nev
NH: new hampshire, n h
NJ: new jersey, n j
NM: new mexico, n m, n mex
NY: new york, n y
NC: north carolina, n c
ND: north dakota, n d, n dak
OH: ohio
OK: oklahoma, okla
OR: oregon, ore
PA: pennsylvania, penn, penna
RI: rhode island, r i
SC: south carolina, s c
SD: south dakota, s d, s dak
TN: tennessee, tenn
TX: texas, tex
UT: utah
VT: vermont
VA: virginia
WA: washington, wash, western australia
WV: west virginia, w va, w v
WI: wisconsin, wis, wisc
WY: wyoming, wyo
PR: puerto rico, p r
GU: guam
VI: virgin islands, us virgin islands, united states virgin islands
AS: american samoa
MP: northern mariana islands, northern marianas, cnmi
UM: us minor outlying islands
FM: federated states of micronesia
MH: marshall islands
PW: palau
AA: armed forces americas
AE: armed forces europe
AP: armed forces pacific
NSW: new south wales
VIC: victoria
QLD: queensland
SA: south australia
TAS: tasmania
ACT: australian capital territory
NT: northern territory
`

/** Alpha-2, then names that i18n-iso-countries does not know in English: former names, abbreviations, forms of government files. */
export const countryAliases = `
US: usa, us, u s a, united states, america, united states america, estados unidos, eeuu, ee uu
GB: uk, u k, england, scotland, wales, northern ireland, great britain, britain
VN: viet nam, vietnam, socialist republic of viet nam, south vietnam
MM: burma, myanmar, myanmar burma, burma myanmar
KR: south korea, korea, korea south, rok, republic of korea, korea republic of
KP: north korea, korea north, dprk, democratic peoples republic of korea, korea democratic peoples republic of
CN: china, prc, p r c, peoples republic of china, china mainland, mainland china
TW: taiwan, roc, republic of china, chinese taipei, formosa
HK: hong kong, hong kong sar
MO: macau, macao
RU: russia, russian federation, ussr, soviet union
IR: iran, persia, iran islamic republic of, islamic republic of iran
SY: syria, syrian arab republic
LA: laos, lao, lao peoples democratic republic
KH: cambodia, kampuchea
CD: drc, dr congo, congo kinshasa, congo democratic republic of, zaire, democratic republic of congo, congo dem rep
CG: congo, congo brazzaville, republic of congo
CI: ivory coast, cote divoire, cote d ivoire
CV: cape verde, cabo verde
SZ: swaziland, eswatini
MK: macedonia, north macedonia, fyrom
CZ: czech republic, czechia
SK: slovakia, slovak republic
MD: moldova, republic of moldova
BO: bolivia
VE: venezuela
TZ: tanzania
TL: east timor, timor leste
PS: palestine, west bank, gaza, gaza strip, palestinian territories, palestinian
VA: vatican, vatican city, holy see
BN: brunei
FM: micronesia
NL: holland, netherlands, the netherlands
TR: turkey, turkiye
UA: ukraine
DE: germany, west germany, east germany, federal republic of germany
RS: serbia, yugoslavia, serbia montenegro
XK: kosovo
LK: sri lanka, ceylon
BD: bangladesh, east pakistan
TH: thailand, siam
ET: ethiopia, abyssinia
BJ: benin, dahomey
BF: burkina faso, upper volta
ZW: zimbabwe, rhodesia
BZ: belize, british honduras
DO: dominican republic, republica dominicana, dom rep
MX: mexico, estados unidos mexicanos
SV: el salvador, salvador
BR: brazil, brasil
ES: spain, espana
PE: peru
PH: philippines, the philippines, pilipinas
AE: uae, u a e, united arab emirates, emirates
SA: saudi arabia, ksa
TT: trinidad, trinidad tobago, trinidad and tobago
LC: st lucia, saint lucia
KN: st kitts, saint kitts and nevis, st kitts and nevis, st kitts nevis
VC: st vincent, saint vincent and the grenadines, st vincent and the grenadines
BA: bosnia, bosnia herzegovina, bosnia and herzegovina
GM: gambia, the gambia
BS: bahamas, the bahamas
GW: guinea bissau
IE: ireland, republic of ireland, eire
`
