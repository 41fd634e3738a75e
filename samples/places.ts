import type { Random } from './random.js'

export interface Home {
  readonly street: string
  readonly city: string
  readonly state: string
  readonly postcode: string
  readonly phone: string
}

const cities = `LOS ANGELES,CA,900,213|SAN DIEGO,CA,921,619|SAN JOSE,CA,951,408|FRESNO,CA,937,559|SANTA ANA,CA,927,714|SACRAMENTO,CA,958,916
HOUSTON,TX,770,713|DALLAS,TX,752,214|EL PASO,TX,799,915|SAN ANTONIO,TX,782,210|LAREDO,TX,780,956|AUSTIN,TX,787,512
NEW YORK,NY,100,212|BROOKLYN,NY,112,718|FLUSHING,NY,113,718|BUFFALO,NY,142,716|NEWARK,NJ,071,973|JERSEY CITY,NJ,073,201|EDISON,NJ,088,732
MIAMI,FL,331,305|HIALEAH,FL,330,305|TAMPA,FL,336,813|ORLANDO,FL,328,407|ATLANTA,GA,303,404|SAVANNAH,GA,314,912|CHARLOTTE,NC,282,704
CHICAGO,IL,606,312|CICERO,IL,608,708|DETROIT,MI,482,313|DEARBORN,MI,481,313|CLEVELAND,OH,441,216|COLUMBUS,OH,432,614|MILWAUKEE,WI,532,414
MINNEAPOLIS,MN,554,612|DENVER,CO,802,303|PHOENIX,AZ,850,602|TUCSON,AZ,857,520|LAS VEGAS,NV,891,702|ALBUQUERQUE,NM,871,505|SEATTLE,WA,981,206
PORTLAND,OR,972,503|HONOLULU,HI,968,808|BOSTON,MA,021,617|PROVIDENCE,RI,029,401|HARTFORD,CT,061,860|PHILADELPHIA,PA,191,215|PITTSBURGH,PA,152,412
BALTIMORE,MD,212,410|FALLS CHURCH,VA,220,703|WASHINGTON,DC,200,202|NEW ORLEANS,LA,701,504|MEMPHIS,TN,381,901|NASHVILLE,TN,372,615|ST LOUIS,MO,631,314
KANSAS CITY,MO,641,816|OMAHA,NE,681,402|SALT LAKE CITY,UT,841,801|BOISE,ID,837,208|ANCHORAGE,AK,995,907|TULSA,OK,741,918|SAN JUAN,PR,009,787`
  .split(/[|\n]/)
  .map((line) => {
    const [city = '', state = '', zip = '', area = ''] = line.split(',')
    return { city, state, zip, area }
  })

const streets = `MAIN OAK MAPLE CEDAR ELM PINE WASHINGTON LAKE HILL PARK WALNUT SPRING NORTH RIDGE CHURCH WILLOW MILL SUNSET RAILROAD JACKSON CHERRY RIVER HIGHLAND
FRANKLIN JEFFERSON LINCOLN MADISON BROADWAY CENTER CHESTNUT COURT DOGWOOD FOREST GREEN HICKORY HOLLY JOHNSON LAUREL LOCUST MEADOW MISSION MONROE MULBERRY ORANGE
PEACHTREE PLEASANT POPLAR PROSPECT SYCAMORE UNION VALLEY VICTORIA VINE WALL WARREN WATER WOODLAND ALAMEDA BOLSA CRENSHAW FLAGLER SEPULVEDA WESTHEIMER`.split(/\s+/)

const kinds = [['ST', 40], ['AVE', 28], ['RD', 12], ['DR', 12], ['BLVD', 8], ['LN', 8], ['CT', 5], ['WAY', 4]] as const

/** A household's address and phone; cities are taken by rank, the first more often. */
export const homeOf = (random: Random): Home => {
  const { city, state, zip, area } = cities[Math.floor(random.next() ** 1.6 * cities.length)] ?? { city: '', state: '', zip: '', area: '' }
  const unit = random.chance(0.28) ? ` APT ${random.between(1, 40)}${random.chance(0.3) ? random.pick(['A', 'B', 'C', 'D']) : ''}` : ''
  return {
    street: `${random.between(1, 9800)} ${random.pick(streets)} ${random.weighted(kinds)}${unit}`,
    city,
    state,
    postcode: zip + String(random.between(1, 98)).padStart(2, '0'),
    phone: `${area}-${random.between(220, 989)}-${String(random.between(0, 9999)).padStart(4, '0')}`,
  }
}
