// Printed on sample cards and in advertisements, hence in thousands of people's records: SSA POMS RM 10201.055 and the Woolworth wallet
// card; 987-65-4320 to 4329 are reserved for advertisements.
const advertised = new Set(
  `002281852 042103580 062360749 078051120 095073645 128036045 135016629 141186941 165167999 165187999 165207999 165227999
   165247999 189092294 212097694 212099999 219099999 306302348 308125070 457555462 468288779 549241889`.split(/\s+/),
)

/** Is this nine-digit Social Security number one printed in advertisements, and so nobody's? Takes digits only. */
export const isAdvertisedSsn = (digits: string): boolean => advertised.has(digits) || /^98765432\d$/.test(digits)

const receiptOffices: Readonly<Record<string, string>> = {
  EAC: 'Vermont Service Center',
  VSC: 'Vermont Service Center',
  WAC: 'California Service Center',
  CSC: 'California Service Center',
  LIN: 'Nebraska Service Center',
  NSC: 'Nebraska Service Center',
  SRC: 'Texas Service Center',
  TSC: 'Texas Service Center',
  MSC: 'National Benefits Center',
  NBC: 'National Benefits Center',
  YSC: 'Potomac Service Center',
  IOE: 'ELIS (electronic filing)',
}

/** The USCIS office that a receipt number (three letters, ten digits) names, or `''` when it is not of that form or the office is unknown. */
export const receiptOffice = (code: string): string => {
  const office = /^([A-Z]{3})\d{10}$/.exec(code)?.[1]
  return office === undefined ? '' : (receiptOffices[office] ?? '')
}
