/** A kind of goods with the range of its retail price in cents; `few` are dear goods that come in small numbers. */
export interface Goods {
  readonly name: string
  readonly weight: number
  readonly low: number
  readonly high: number
  readonly few?: boolean
}

export const goods: readonly Goods[] = [
  { name: 'APPAREL', weight: 20, low: 1800, high: 26_000 },
  { name: 'FOOTWEAR', weight: 14, low: 6000, high: 32_000 },
  { name: 'HANDBAGS', weight: 13, low: 9000, high: 190_000, few: true },
  { name: 'WATCHES', weight: 12, low: 30_000, high: 620_000, few: true },
  { name: 'JEWELRY', weight: 8, low: 8000, high: 210_000, few: true },
  { name: 'ELECTRONICS', weight: 11, low: 1500, high: 60_000 },
  { name: 'COSMETICS', weight: 6, low: 900, high: 9000 },
  { name: 'PHARMACEUTICALS', weight: 5, low: 1200, high: 15_000 },
  { name: 'TOYS', weight: 5, low: 700, high: 6000 },
  { name: 'LABELS', weight: 4, low: 200, high: 1500 },
  { name: 'AUTO PARTS', weight: 2, low: 3000, high: 40_000 },
]

/** Ports by their share of seizures, with the code that case numbers bear. */
export const ports = `LOS ANGELES,2704,17|NEW YORK JFK,4701,14|CHICAGO,3901,12|LOUISVILLE,4115,10|MEMPHIS,2006,8|CINCINNATI,4102,8|MIAMI,5206,7
SAN FRANCISCO,2801,5|NEWARK,4601,5|ANCHORAGE,3126,3|LONG BEACH,2709,3|HOUSTON,5309,2|LAREDO,2304,2|SAN JUAN,4909,1|SEATTLE,3001,1|EL PASO,2402,1`
  .split(/[|\n]/)
  .map((line) => {
    const [name = '', code = '', weight = ''] = line.split(',')
    return [{ name, code }, Number(weight)] as const
  })

/** Invented brands. */
export const trademarks = `MARIVELLE|NORDHAVEN|CASTELUNA|AURELIO VANTI|BRISKA|OLLANDER|TAVISTON|ZEPHYRINE|KORVALE|LUMENARA|PELLAGIO|QUORIVA|RIVENDALE SPORT|SOLVANTA|VERROTTI
HALCYDON|ISOLINE PARIS|DRAXMOOR|EVERSOLE|FENWYCK|GILDAMONT|OSTREVA|TRIVIANO|WYNDELIA`.split(/[|\n]/)

export const origins = [
  ['CHINA', 50], ['HONG KONG', 28], ['TURKEY', 5], ['INDIA', 4], ['VIETNAM', 3], ['SOUTH KOREA', 3], ['SINGAPORE', 2], ['THAILAND', 2], ['PAKISTAN', 1], ['PHILIPPINES', 1], ['MALAYSIA', 1],
] as const

export const entryModes = [['EXPRESS', 52], ['MAIL', 34], ['CARGO', 12], ['PERSON', 2]] as const

export const dispositions = [['DESTROYED', 70], ['FORFEITED', 16], ['PENDING', 9], ['REMITTED', 3], ['DONATED', 2]] as const
