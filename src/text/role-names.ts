/** What a column can mean in a comparison: the words of the config, which this folder may not import. */
export const roleNames = [
  'given_name', 'middle_name', 'family_name', 'full_name', 'name_suffix', 'alias', 'date_of_birth', 'age', 'birth_year', 'birth_month',
  'birth_day', 'ssn', 'a_number', 'receipt_number', 'passport', 'national_id', 'drivers_license', 'identifier', 'gender', 'street',
  'house_number', 'unit', 'city', 'state', 'postcode', 'country', 'phone', 'email', 'birth_place', 'occupation', 'organisation', 'date',
  'number', 'category', 'text', 'source_system', 'ignore',
] as const
export type Role = (typeof roleNames)[number]
