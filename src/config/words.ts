/** What a column can mean in a comparison, in the words of the command line (`--role COLUMN=ROLE`). */
export const roles = [
  'given_name', 'middle_name', 'family_name', 'full_name', 'name_suffix', 'alias', 'date_of_birth', 'age', 'birth_year', 'birth_month',
  'birth_day', 'ssn', 'a_number', 'receipt_number', 'passport', 'national_id', 'drivers_license', 'identifier', 'gender', 'street',
  'house_number', 'unit', 'city', 'state', 'postcode', 'country', 'phone', 'email', 'birth_place', 'occupation', 'organisation', 'date',
  'number', 'category', 'text', 'source_system', 'ignore',
] as const
export type Role = (typeof roles)[number]

/** What a field holds, whatever it is compared as. */
export const fieldTypes = [
  'text', 'name', 'date', 'integer', 'decimal', 'ssn', 'a_number', 'receipt_number', 'code', 'phone', 'email', 'state', 'country',
  'postcode', 'gender', 'identifier',
] as const
export type FieldType = (typeof fieldTypes)[number]

/** Mechanisms of a match that a config may leave out, to see what each is worth. */
export const mechanisms = ['names', 'term_frequency', 'relatives', 'damaged', 'estimation', 'calibration', 'collective', 'pruning'] as const
export type Mechanism = (typeof mechanisms)[number]

/** Names that Crosswalk adds to the fields of a system, so that no field may bear them. */
export const reservedFields: readonly string[] = ['extract_id', 'extract_seq', 'source_line', 'source_system', 'record_key', 'unit_key', 'first_seq', 'last_seq', 'composed_from', 'composed_line']
