import { expect, test } from 'vitest'
import { sql } from '../../src/engine/sql.js'
import { packer } from '../../src/stages/form-kinds.js'
import { makeValueForms } from '../../src/stages/forms.js'
import { neverSaved } from '../../src/stages/pieces.js'
import { openDatabase } from '../engine/open.js'

test('a text has the forms that it has alone, whichever stands first in its batch: marks that the client takes away change nothing', async () => {
  const { database } = await openDatabase()
  // Of the longest texts the beginning is read, so that a character more or less shows at its end.
  const texts = ['\ufeff', ''].map((mark) => `${mark}${'ana maria '.repeat(300)}`)
  await database.run(sql`create temp table composite_s as select * from (values (${texts[0] ?? ''}), (${texts[1] ?? ''})) as t(name)`)
  await makeValueForms({ database, ...neverSaved }, [{ kind: 'given', table: 'composite_s', field: 'name' }])
  const forms = await database.rows<{ given: string; middle: string }>(sql`select given_name as given, middle_name as middle from value_form`)
  const [given = '', middle = ''] = packer({ kind: 'given' })(texts[1] ?? '').split('\u001f')
  expect(forms).toEqual([{ given, middle }, { given, middle }])
  database.close()
})
