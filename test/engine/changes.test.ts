import { expect, test } from 'vitest'
import { TableChanges } from '../../src/engine/changes.js'

const after = (...statements: readonly string[]) => {
  const changes = new TableChanges()
  for (const statement of statements) changes.note(statement)
  return changes
}

test.each([
  ['insert into "a ""b" select 1', 'a "b', { added: 1, changed: 0 }],
  ['insert into t (x) values (1)', 't', { added: 1, changed: 0 }],
  ['update "t" p set x = 1 from u', 't', { added: 0, changed: 1 }],
  ['delete from T where x = 1', 't', { added: 0, changed: 1 }],
  ['drop table if exists "t"', 't', { added: 0, changed: 1 }],
  ['\n create or replace temp table t as select 1', 't', { added: 0, changed: 1 }],
  ['create table if not exists t (x integer)', 't', { added: 0, changed: 1 }],
  ['alter table t add column y integer', 't', { added: 0, changed: 1 }],
])('%s changes one table', (statement, table, told) => {
  const changes = after(statement)
  expect(changes.of(table)).toEqual(told)
  expect(changes.of('another')).toEqual({ added: 0, changed: 0 })
})

test.each(['insert or replace into t select 1', 'truncate t', 'delete from main.t', 'with x as (select 1) insert into t select * from x', 'copy t from $1'])('of %s it is not told which table it changes: all may be', (statement) => {
  expect(after(statement).of('t').changed).toBe(1)
  expect(after('update t set x = 1', statement).of('t').changed).toBe(2)
})

test.each(['select 1', 'set threads = 1', 'copy (select 1) to $1 (format parquet)', 'create or replace macro m() as 1'])('%s changes none', (statement) => {
  expect(after(statement).of('t')).toEqual({ added: 0, changed: 0 })
})
