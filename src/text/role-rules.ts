import {
  dateFormat, isCategory, isConstant, isEmpty, isUnique, looksAge, looksANumber, looksDayOfMonth, looksGender, looksLettered, looksMonth, looksNumeric,
  looksOrganisation, looksReceipt, looksSsn, looksUnit, looksYear, type ColumnSketch,
} from './column-contents.js'
import type { Role } from './role-names.js'

/** A column whose name, in `headerWords`, matches `named` and not `unless`, and whose values bear it out, has the role. First rule wins. */
export interface HeaderRule {
  readonly role: Role
  readonly reason: string
  readonly named: RegExp
  readonly unless?: RegExp
  readonly holds?: (column: ColumnSketch, allWords: readonly string[]) => boolean
}

type Test = (column: ColumnSketch) => boolean
const orEmpty = (test: Test): Test => (column) => isEmpty(column) || test(column)
const isDate = orEmpty((column) => dateFormat(column, 0.5) !== undefined)
// Subject 1, 2, 3 of a case are no identifiers of people.
const isManyValued = (column: ColumnSketch): boolean => column.distinct > 1 && column.distinct * 5 >= column.filled
const hasBirthParts = (allWords: readonly string[]): boolean => ['by', 'bm', 'bd'].every((word) => allWords.includes(word))
const someKey = /\b(?:id|key|number|code)\b/

const ignored: readonly HeaderRule[] = [
  { role: 'ignore', reason: 'numbers the records', named: /^(?:id|uuid|guid|index|record id|rec id|row id|unique id|rowid|record number|row number|line number|sequence|seq)$/ },
  { role: 'ignore', reason: 'numbers the records', named: /^(?:ent|entity|alt|add|row|line|seq|sequence|rec|record)s? (?:number|id|key)$/ },
  { role: 'ignore', reason: 'the kind or issuer of another column', named: /\b(?:phone|address|email|tax(?: id)?|id|record|license|passport|data|file) (?:type|kind|use)$/ },
  { role: 'ignore', reason: 'the kind or issuer of another column', named: /\b(?:passport|license|id|tax id) (?:country|state|issuer)$/ },
  { role: 'ignore', reason: 'about the record, not the person', named: /^(?:status|status code|record status|batch|load|file|file name|source file|created|updated|modified|created at|updated at)$/ },
  { role: 'ignore', reason: 'an amount of money', named: /\b(?:amount|balance|fee|fees|price|cost|total|salary|payment)\b/ },
]

const identifiers: readonly HeaderRule[] = [
  { role: 'ssn', reason: 'named like a Social Security number', named: /\b(?:ssn|social security|soc sec|social sec)\b/, unless: /\b(?:flag|type|code|source|date)$/, holds: orEmpty((column) => looksSsn(column, 0.5)) },
  { role: 'national_id', reason: 'named like a Social Security number, without nine digits', named: /\b(?:ssn|social security|soc sec|social sec)\b/, unless: /\b(?:flag|type|code|source|date)$/ },
  { role: 'a_number', reason: 'named like an A-number', named: /\ba number\b|\balien (?:number|id|registration)|\buscis number\b/, unless: /\b(?:flag|type|source|date)$/, holds: orEmpty((column) => looksNumeric(column, 0.5) || looksANumber(column, 0.5)) },
  { role: 'receipt_number', reason: 'named like a receipt number', named: /\breceipt\b/, unless: /\bdate\b/, holds: orEmpty((column) => looksReceipt(column, 0.5)) },
  { role: 'passport', reason: 'named like a passport number', named: /\bpassport\b/, unless: /\b(?:date|expiry|expires|issued)\b/ },
  { role: 'drivers_license', reason: "named like a driver's licence", named: /\bdrivers? ?s? license\b|\bdriving license\b/, unless: /\bdate\b/ },
  { role: 'national_id', reason: 'named like a national identity number', named: /\bnational(?:ity)? (?:id|identity|number)\b|\b(?:curp|cedula|dni|nin|nino|rfc|cnic)\b/ },
  { role: 'identifier', reason: 'named like an identifier given by an office', named: /\b(?:tax id|tin|ein|itin|fein|lei|lei number|duns|npi|fbi number|fin number|finnumber|sevis id|registration number)\b/ },
  { role: 'identifier', reason: 'named like an identifier of a person', named: /\b(?:person|subject|client|party|participant|customer|individual|member|patient|voter|employee|inmate|account) (?:id|number|key)\b/, holds: orEmpty(isManyValued) },
  { role: 'ignore', reason: 'named like a key', named: /\b(?:id|key|uuid|guid)$/ },
]

const names: readonly HeaderRule[] = [
  { role: 'full_name', reason: 'named like a full name', named: /\bfirst (?:name )?and (?:surname|last name|family name)\b/ },
  { role: 'organisation', reason: 'named like an organisation', named: /\b(?:organisation|organisations|company|employer|business|firm|corporation|agency name|sponsor organisation)\b/, unless: /\b(?:id|number|date|type|code|phone|address|city|state|postcode|street|country|email)\b/ },
  { role: 'alias', reason: 'named like an alias', named: /\b(?:alias|aliases|aka|akas|nick ?name|native name|alt name|alternate name|alternative name|other name|former name|previous name|known as|maiden name|secondary name)\b/, unless: /\b(?:type|number|date|id)\b/ },
  { role: 'name_suffix', reason: 'named like a name suffix', named: /\bsuffix\b|\bgeneration(?:al)?$/, unless: /\b(?:street|address|house)\b/ },
  { role: 'ignore', reason: 'an honorific', named: /\b(?:name prefix|salutation|honorific|prefix)\b|\bname title\b/ },
  { role: 'middle_name', reason: 'a further given name beside the first', named: /\b(?:first|given) name (?:c ?)?[2-9]$|\bsecond (?:given|first)? ?name\b/ },
  { role: 'middle_name', reason: 'named like a middle name', named: /\bmiddle\b(?!.*\b(?:school|east)\b)/ },
  { role: 'given_name', reason: 'named like a given name', named: /\b(?:first|given|christian|fore) name\b|\bname (?:first|given)\b|^(?:given|first|forename)$/ },
  { role: 'family_name', reason: 'named like a family name', named: /\b(?:last|family|sur) name\b|\bsurname\b|\bname (?:last|family)\b|^(?:last|family)$|\bapellidos?\b/ },
  { role: 'city', reason: 'named like a city', named: /\b(?:city|town) name\b/ },
]

const birth: readonly HeaderRule[] = [
  { role: 'birth_place', reason: 'named like a place of birth', named: /\bbirth (?:place|city|town|country|state|province|location)\b|\b(?:place|country|city|state|town|location) (?:of )?birth\b/ },
  { role: 'birth_year', reason: 'named like a year of birth', named: /\bbirth (?:year|yr|yyyy)\b|\byear of birth\b|\byear birth\b/, holds: orEmpty((column) => looksYear(column, 0.5)) },
  { role: 'birth_month', reason: 'named like a month of birth', named: /\bbirth (?:month|mm)\b|\bmonth of birth\b/ },
  { role: 'birth_day', reason: 'named like a day of birth', named: /\bbirth (?:day|dd)\b|\bday of birth\b/ },
  { role: 'birth_year', reason: 'beside bm and bd, a year of birth', named: /^by$/, holds: (column, all) => hasBirthParts(all) && orEmpty(looksYear)(column) },
  { role: 'birth_month', reason: 'beside by and bd, a month of birth', named: /^bm$/, holds: (column, all) => hasBirthParts(all) && orEmpty(looksMonth)(column) },
  { role: 'birth_day', reason: 'beside by and bm, a day of birth', named: /^bd$/, holds: (column, all) => hasBirthParts(all) && orEmpty(looksDayOfMonth)(column) },
  { role: 'date_of_birth', reason: 'named like a date of birth', named: /\bbirth date\b|\bdate of birth\b|\bborn\b|\bdate birth\b/, unless: /\b(?:flag|type|source|status)$/ },
  { role: 'age', reason: 'named like an age', named: /\bage\b/, unless: /\b(?:group|range|band|category)\b/, holds: orEmpty((column) => looksAge(column, 0.5)) },
  { role: 'gender', reason: 'named like a gender', named: /\bgender\b/, holds: orEmpty((column) => looksGender(column, 0.25)) },
]

const contacts: readonly HeaderRule[] = [
  { role: 'email', reason: 'named like an e-mail address', named: /\be ?mail\b/ },
  { role: 'phone', reason: 'named like a telephone number', named: /\bphones?\b/ },
  { role: 'house_number', reason: 'named like a house number', named: /\b(?:house|street|building|premise) (?:number|nbr)\b/ },
  { role: 'unit', reason: 'named like a unit', named: /\b(?:unit|apartment|suite|flat)\b/, unless: /\b(?:price|cost|business)\b/ },
  { role: 'unit', reason: 'a further address line with apartments and the like', named: /\baddress (?:line )?[2-9]$/, holds: (column) => looksUnit(column, 0.5) },
  { role: 'ignore', reason: 'a network address', named: /\b(?:ip|mac|web) address\b|\burl\b/ },
  { role: 'postcode', reason: 'named like a postcode', named: /\bpost ?code\b/ },
  { role: 'country', reason: 'named like a country', named: /\b(?:country|countries|nationality|citizenships?|citizen)\b/, unless: /\bcode type\b/ },
  { role: 'state', reason: 'named like a state', named: /\b(?:state|province)\b|^st(?: code)?$/, unless: /\b(?:date|statement)\b/ },
  { role: 'city', reason: 'named like a city', named: /\b(?:city|town|suburb|municipality|locality|village)\b/ },
  { role: 'street', reason: 'named like a street address', named: /\b(?:address|street|road|residence)\b/, unless: /\b(?:date|type)\b/ },
]

const others: readonly HeaderRule[] = [
  { role: 'occupation', reason: 'named like an occupation', named: /\b(?:occupation|profession|job|job title)\b/ },
  { role: 'occupation', reason: 'a title of office', named: /^title$/, holds: (column) => !isCategory(column) },
  { role: 'source_system', reason: 'named like a source, with several in one file', named: /^(?:data )?(?:source|system|source system|origin)$/, holds: (column) => column.distinct > 1 && column.distinct <= 50 && column.distinct < column.filled },
  { role: 'ignore', reason: 'one source throughout', named: /^(?:data )?(?:source|system|source system|origin)$/, holds: (column) => isConstant(column) || isEmpty(column) },
  { role: 'date', reason: 'named like a date', named: /\b(?:date|dates|day|timestamp|datetime|time)\b/, unless: /\bof week\b/, holds: (column) => !isEmpty(column) && isDate(column) },
  { role: 'number', reason: 'named like a year, and varying', named: /\byear\b/, holds: (column) => !isConstant(column) && !isEmpty(column) && looksYear(column, 0.8) },
  { role: 'organisation', reason: 'named like a name, with values of organisations', named: /\bname\b/, unless: someKey, holds: (column) => looksOrganisation(column, 0.35) },
  { role: 'full_name', reason: 'named like a full name', named: /\bname\b|^(?:person|subject|beneficiary|petitioner|applicant|victim|defendant|individual)$/, unless: /\b(?:id|key|number|code|file|user|type|program|product|class|event|office|agency|court|county|school|facility|station|port|unit|project)\b/, holds: orEmpty((column) => looksLettered(column, 0.5)) },
  { role: 'text', reason: 'named like free text', named: /\b(?:narrative|notes?|remarks?|comments?|description|text|summary|statement|details|memo)\b/, holds: (column) => !isEmpty(column) && (!isCategory(column) || isUnique(column)) },
  { role: 'category', reason: 'named like a category, few distinct values', named: /\b(?:race|ethnicity|ethnic|relationship|category|class|type|kind|group|marital|religion|language|form|code)\b/, holds: (column) => isCategory(column) && !isConstant(column) },
]

export const headerRules: readonly HeaderRule[] = [...ignored, ...identifiers, ...names, ...birth, ...contacts, ...others]
