import { repeated } from './cross-system.js'
import { namesRow, type ExhibitColumn, type ExhibitConfig } from './exhibit-schema.js'
import type { ConfigFault, ConfigPath } from './fault.js'

const columnFaults = (column: ExhibitColumn, path: ConfigPath): ConfigFault[] => {
  const { name, kind, denominator, unit, rows } = column
  const figure = !namesRow(column)
  const unfit = (key: string): ConfigFault => ({ path: [...path, key], at: 'key', what: `"${name}" is of kind ${kind}, which has no ${key}`, remedy: `leave ${key} out, or give the column another kind` })
  return [
    ...(kind === 'share' && denominator === undefined
      ? [{ path: [...path, 'kind'], what: `the share "${name}" is of nothing`, remedy: 'add denominator: the column of the SELECT that it is a share of' }]
      : []),
    ...(kind !== 'share' && denominator !== undefined ? [unfit('denominator')] : []),
    ...(!figure && unit !== undefined ? [unfit('unit')] : []),
    ...((!figure || kind === 'amount') && rows !== undefined ? [unfit('rows')] : []),
  ]
}

const statementFaults = ({ sql, sql_file: file }: ExhibitConfig, path: ConfigPath): ConfigFault[] => {
  if (sql === undefined && file === undefined) return [{ path, what: 'the exhibit has neither sql nor sql_file', remedy: 'add sql with a SELECT, or sql_file with the path of one' }]
  if (sql !== undefined && file !== undefined) return [{ path: [...path, 'sql_file'], at: 'key', what: 'the exhibit has both sql and sql_file', remedy: 'leave one of them out' }]
  return []
}

/** Faults of the exhibits that show without their SELECTs: names, kinds, denominators, what makes a total. */
export function exhibitFaults(exhibits: readonly ExhibitConfig[]): ConfigFault[] {
  const names = exhibits.map(({ name }, index) => ({ name, path: ['exhibits', index, 'name'] }))
  return [
    ...repeated(names, 'the exhibit'),
    ...exhibits.flatMap((exhibit, index): ConfigFault[] => {
      const path = ['exhibits', index]
      const columns = exhibit.columns.map(({ name }, at) => ({ name, path: [...path, 'columns', at, 'name'] }))
      const place = columns.findIndex(({ name }) => name.toLowerCase() === 'place')
      return [
        ...statementFaults(exhibit, path),
        ...repeated(columns, 'the column'),
        ...exhibit.columns.flatMap((column, at) => columnFaults(column, [...path, 'columns', at])),
        ...(place === -1 ? [] : [{ path: [...path, 'columns', place, 'name'], what: '"place" is the number of a row in its exhibit', remedy: 'name the column otherwise' }]),
        ...(exhibit.columns.some(namesRow) ? [] : [{ path: [...path, 'columns'], at: 'key' as const, what: 'no column names a row', remedy: 'add a column of kind text, date or code' }]),
        ...(exhibit.total !== undefined && exhibit.columns.every(namesRow) ? [{ path: [...path, 'total'], what: 'there is nothing to sum', remedy: 'leave total out, or add a column of kind count, amount or share' }] : []),
      ]
    }),
  ]
}
