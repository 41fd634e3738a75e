export const families = `
chen chan tan chin / wang wong ong heng / huang wong ng ooi oei hwang / li lee lei / lin lam lim / zhang chang cheung teo teoh tjong cheong
liu lau low liew
wu ng goh go woo / zhou chow chou chew jew / xu hsu hui tsui koh khoo / zheng cheng cheang tay / ye yip yeh yap / cai choi tsai chua choy tsoi / he ho hoh
guo kwok kuo kwek quek / liang leung leong neo nio / xie hsieh tse chia cheah / feng fung pang / yang yeung yeo yong / zhao chiu chao teow / ma mah beh
zhu chu choo / hu woo wu oh / lu loo lo / deng tang teng / jiang chiang keung cheung kiang / cao tso tsao / zeng tsang chan tseng / peng pang phang
pan poon pun phua / yuan yuen / xiao hsiao siu siew / tian tin chan tien / shen sum sham sim / luo law lo loh / he hor / xue hsueh sit / fan faan
jin kam chin
cheng ching / su so soh / fu foo / zhong chung / tang tong / dong tung / gao ko kao / wei ngai / han hon / qiu chiu yau hiew / hong hung ang / jia chia ka
kim gim kym / lee yi rhee ri i li rhie / pak park bak bahk / choi choe chey / jung jeong chung cheong / kang gang / cho jo / yoon yun youn / jang chang
lim im rim yim / shin sin / kwon gwon kweon / hwang whang / ahn an / song soung / yoo yu ryu ryoo you yoo lyu / jeon chun jun chon jon / ko go koh
moon mun
son sohn / bae pae bai / baek paik paek back / heo hur huh ho / shim sim / roh noh no ro / kwak gwak / seong sung song / joo ju chu / woo wu u
koo gu ku goo
na ra nah / jin chin / ji chi jee / uhm eom um om / bang pang / gong kong / oh o / min / ryang yang / ryom yom yeom / yeo yuh yo
nguyen nguyan / pham fam / huynh hoang wynn huinh / vu vo / truong truang / ly ly li / phan fan
jimenez ximenez gimenez / giron jiron xiron / vasquez vazquez basquez / valdez baldez / velasquez velazquez / echeverria etcheverria echevarria
reyes reies / herrera errera / esteban esteven / quiroz quiros / yanez llanez ianez / villa vila / gimeno jimeno / enriquez henriquez enriques
iniguez yniguez
smith smyth smythe / clark clarke / brown browne / thompson thomson tomson / philips phillips philipps / reid reed read / stuart stewart
maclean mclean mclain mclane / oneill oneil / schmidt schmitt schmid / meyer meier maier mayer meir / muller mueller moeller miller
schroeder schroder schroter
schaefer schafer schaeffer shaffer / koehler kohler kuehler / boehm bohm / krueger kruger / kaufman kauffmann / cohen kohen cohn kohn / levi levy lewi
weiss weis wais / katz kac / shapiro szapiro schapiro / rabinovich rabinowitz rabinovitch / abramovich abramowitz abramovitch
`

export const abbreviations = `
saint st sainte ste / fitz fits / mohammad mohd md muhd mhd mohamad muhammad / maria ma / santa sta / santo sto
william wm / charles chas / george geo / james jas / thomas thos / john jno jn / robert robt / samuel saml / benjamin benj / daniel danl / edward edw
joseph jos
frederick fredk / richard richd rich / nathaniel nathl / alexander alexr / elizabeth eliz / margaret margt / catherine cath / archibald archd
andrew andw / patrick patk
francisco fco fran / fernando fdo / antonio ant anto / jose jse / manuel mnl / guadalupe gpe / rodriguez rdz rodz rguez / gonzalez glz gzz gonz
hernandez hdz hdez
martinez mtz mtnez / fernandez fdez fdz / sanchez schz / perez pz / lopez lpz / gutierrez gtz gtez / ramirez rmz / jimenez jmz jmnz / dominguez dguez dgz
`

const index = (list: string): ReadonlyMap<string, readonly number[]> => {
  const groupsOf = new Map<string, number[]>()
  for (const [at, group] of list.trim().split(/\s*[/\n]\s*/).entries()) {
    for (const name of new Set(group.split(' '))) groupsOf.set(name, [...(groupsOf.get(name) ?? []), at])
  }
  return groupsOf
}

const share = (groupsOf: ReadonlyMap<string, readonly number[]>, a: string, b: string): boolean => {
  if (a === b) return false
  const ofB = groupsOf.get(b)
  return ofB !== undefined && (groupsOf.get(a)?.some((group) => ofB.includes(group)) ?? false)
}

const familyGroups = index(families)
const abbreviationGroups = index(abbreviations)

/**
 * Are two different folded words spellings of one family name that no rule of sound gives: one Chinese character as Mandarin, Cantonese,
 * Hokkien and Wade-Giles spell it, Korean names, old Spanish, German, Scottish and Jewish spellings?
 */
export const areFamilyVariants = (a: string, b: string): boolean => share(familyGroups, a, b)

/** Is one word the abbreviation that registers write for the other (Wm, Chas, Md, Ma, Rdz, Ste)? */
export const areAbbreviations = (a: string, b: string): boolean => share(abbreviationGroups, a, b)

/** Does a list of variants or abbreviations hold the folded word? */
export const isListed = (word: string): boolean => familyGroups.has(word) || abbreviationGroups.has(word)
