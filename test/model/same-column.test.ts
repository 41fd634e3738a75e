import { expect, test } from 'vitest'
import { sameColumns } from '../../src/model/same-column.js'

const column = (file: string, name: string, role = '') => ({ file, name, role })
const matched = (...columns: readonly ReturnType<typeof column>[]) => sameColumns(columns).map(({ by, columns: same }) => [by, ...same.map(({ file, name }) => `${file}.${name}`)])

test('columns are one by name, whatever its case and marks', () => {
  expect(matched(column('a', 'Case Number'), column('a', 'x'), column('b', 'case_number'), column('c', 'CASE-NUMBER'))).toEqual([['name', 'a.Case Number', 'b.case_number', 'c.CASE-NUMBER']])
})

test('or by role, where each file has one column of it', () => {
  expect(matched(column('a', 'dob', 'date_of_birth'), column('b', 'born', 'date_of_birth'))).toEqual([['role', 'a.dob', 'b.born']])
  expect(matched(column('a', 'dob', 'date_of_birth'), column('b', 'born', 'date_of_birth'), column('b', 'birthday', 'date_of_birth'))).toEqual([])
})

test('a role that says nothing matches nothing, and two columns of one file are not one', () => {
  expect(matched(column('a', 'x', 'text'), column('b', 'y', 'text'))).toEqual([])
  expect(matched(column('a', 'x'), column('a', 'X'))).toEqual([])
})
