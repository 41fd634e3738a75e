import { asKnown } from '../unicode/known.js'

const abbreviations = `
fname: first name
firstname: first name
forename: first name
givenname: given name
gname: given name
lname: last name
lastname: last name
familyname: last name
sname: last name
mname: middle name
middlename: middle name
minit: middle initial
mi: middle initial
fullname: full name
dob: birth date
dobs: birth date
birthdate: birth date
dateofbirth: birth date
birthday: birth date
bdate: birth date
yob: birth year
birthyear: birth year
pob: birth place
pobs: birth place
birthplace: birth place
zip: postcode
zipcode: postcode
zip5: postcode
postal: postcode
pcode: postcode
addr: address
addr1: address 1
addr2: address 2
address1: address 1
address2: address 2
street1: street 1
street2: address 2
tel: phone
telephone: phone
mobile: phone
cell: phone
cellphone: phone
phonenumber: phone
fax: phone
mail: email
emails: email
org: organisation
organization: organisation
ssan: ssn
anumber: a number
anum: a number
alien: a number
dl: drivers license
dln: drivers license
licence: license
ppt: passport
num: number
no: number
nbr: number
nr: number
cob: birth country
coc: citizenship
nationalities: nationality
passports: passport
ids: id
names: name
hse: house
apt: apartment
acct: account
desc: description
nm: name
nme: name
cd: code
subj: subject
phn: phone
frst: first
fst: first
lst: last
mid: middle
mddl: middle
brth: birth
bth: birth
ctzn: citizenship
ctznshp: citizenship
ctzshp: citizenship
cntry: country
ctry: country
str: street
strt: street
sfx: suffix
gndr: gender
stat: status
ofc: office
sex: gender
dt: date
emp: employer
occ: occupation
`
const table = new Map<string, string>()
for (const line of abbreviations.trim().split('\n')) {
  const [short = '', long = ''] = line.split(': ')
  table.set(short, long)
}

/** A column's name as lower-case words with common abbreviations written out: `DOB_yyyy` gives `birth date yyyy`, `lastName` gives `last name`. */
export const headerWords = (name: string): string =>
  asKnown(name)
    .normalize('NFKC')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .map((word) => table.get(word) ?? word)
    .join(' ')
