import type { Sql } from '../../engine/sql.js'
import { cell } from '../figures.js'
import { isMasked, shownCell } from '../shown.js'
import type { Column, Text } from '../summary.js'
import type { Scope } from './scope.js'

/** Whether the page shows no key, and of cells only what tells nobody apart. The row files have all. */
export const personal = ({ system: { config }, reading }: Scope): boolean => isMasked(config, reading.purpose)

/** A cell as it may be shown: as it is, or as its layout. */
export const shownValue = ({ system: { config }, reading }: Scope, column: Sql): Sql => shownCell(config, reading.purpose, column)

export const keyColumns = (scope: Scope): Column[] => (personal(scope) ? [] : [{ label: 'Key', kind: 'code' }])
export const keyCells = (scope: Scope, key: string): Text[] => (personal(scope) ? [] : [cell(key)])
