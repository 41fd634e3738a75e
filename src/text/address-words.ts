const table = (lines: string): ReadonlyMap<string, string> => {
  const entries = new Map<string, string>()
  for (const line of lines.trim().split('\n')) {
    const [short = '', ...words] = line.trim().split(/\s+/)
    for (const word of [short, ...words]) entries.set(word, short)
  }
  return entries
}

export const directionals = table(`
n north
s south
e east
w west
ne northeast
nw northwest
se southeast
sw southwest
`)

/** USPS Publication 28, appendix C1: the standard abbreviation, then the writings that are in use. */
export const streetTypes = table(`
aly alley allee ally
anx annex anex
arc arcade
ave avenue av aven avenu avn avnue
bch beach
bnd bend
blf bluff
blvd boulevard boul boulv bvd
br branch brnch
brg bridge brdge
brk brook
byp bypass bypa byps
cyn canyon canyn cnyn
cir circle circ circl crcl crcle cct circuit
clb club
cmn common
cor corner
crse course
ct court
cts courts
cv cove
crk creek
cres crescent cresent crsent crsnt crescnt
xing crossing crssng
xrd crossroad
dl dale
dr drive driv drv
est estate
ests estates
expy expressway exp expr express expw
ext extension extn extnsn
fls falls
fry ferry
fld field
flds fields
flt flat
frd ford
frst forest
frk fork
ft fort
fwy freeway freewy frway frwy
gdn garden gardn
gdns gardens
gtwy gateway
gln glen
grn green
grv grove grov
hbr harbor harbour
hvn haven
hts heights ht
hwy highway highwy hiway hiwy hway
hl hill
hls hills
holw hollow hllw
is island
jct junction jction
ky key
knl knoll
lk lake
lks lakes
lndg landing
ln lane
lgt light
lf loaf
lck lock
ldg lodge
loop loops
mall
mnr manor
mdw meadow
mdws meadows
ml mill
mls mills
mtwy motorway
mt mount
mtn mountain
orch orchard
oval ovl
park prk
pkwy parkway parkwy pkway pky
pass
path paths
pike pikes
pl place
pln plain
plz plaza plza
pt point
prt port
pr prairie
rnch ranch
rpds rapids
rst rest
rdg ridge rdge
riv river
rd road
rds roads
rte route
row
run
shr shore
skwy skyway
spg spring
spgs springs
sq square sqr sqre
sta station
strm stream
st street str strt
sts streets
smt summit
ter terrace terr
trce trace
trak track
trl trail
tunl tunnel
tpke turnpike trnpk turnpk
un union
vly valley
via viaduct
vw view
vlg village vill villag
vis vista
walk walks
way wy
wl well
wls wells
`)

/** What announces a secondary unit, as alternatives of a regular expression. */
export const unitWords = 'apartment|apt|unit|suite|ste|room|rm|flat|floor|fl|building|bldg|trailer|trlr|lot|space|spc|penthouse|ph|level'
