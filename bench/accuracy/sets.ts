import { resolve } from 'node:path'
import { sql, type Sql } from '../../src/engine/sql.js'
import type { IdForm } from '../scoring/run-tables.js'

/** Least figures that are aimed at. */
export interface Target {
  readonly pairs?: number
  readonly clustered?: number
  readonly bestLinks?: number
  /** Every true cluster must stand exactly. */
  readonly exact?: true
}

/** A labelled set: how it is matched, its truth, and what others reached on it. */
export interface LabelledSet {
  readonly name: string
  readonly title: string
  /** Files below the folder of data, and what else `crosswalk match` is told. */
  readonly files: readonly string[]
  readonly options?: readonly string[]
  readonly ids?: IdForm
  /** Query of `id, c` over the truth file, which is given by its path below the folder of data. */
  readonly gold: (read: (file: string) => Sql) => Sql
  /** Beginnings of ids of the sources, when only pairs across them count. */
  readonly across?: readonly string[]
  readonly splink: string
  readonly other: string
  readonly prototype: string
  readonly target: Target
}

const clusters =
  (file: string) =>
  (read: (file: string) => Sql): Sql =>
    sql`select record_id as id, cluster_id as c from ${read(file)}`

const persons =
  (one: string, other: string) =>
  (read: (file: string) => Sql): Sql =>
    sql`select record_id as id, person_id as c from ${read('pseudopeople_default/truth.csv')} where source in (${one}, ${other})`

const senzing = (load: number, files: readonly string[]): LabelledSet => ({
  name: `senzing${load}`,
  title: `senzing_truthset, load ${load}`,
  files: files.map((file) => `senzing_truthset/${file}.csv`),
  options: ['--id', 'RECORD_ID', ...(files.length > 1 ? ['--within'] : [])],
  ids: 'system-id',
  gold: (read) => sql`select lower(data_source) || '-' || record_id as id, cluster_id as c from ${read(`senzing_truthset/incremental_load${load}_key.csv`)}`,
  splink: '–',
  other: "Senzing's own key",
  prototype: '–',
  target: { exact: true },
})

/** The open sets, with figures of Splink 5 as configured by hand, of the best other tool measured, and of the prototype of this method. */
export const labelledSets: readonly LabelledSet[] = [
  {
    name: 'febrl1', title: 'febrl1', files: ['febrl/febrl1.csv'], gold: clusters('febrl/febrl1_truth.csv'),
    splink: '.998, clustered .998', other: '–', prototype: '1.000, 1.000', target: { pairs: 0.999, clustered: 0.999 },
  },
  {
    name: 'febrl3', title: 'febrl3', files: ['febrl/febrl3.csv'], gold: clusters('febrl/febrl3_truth.csv'),
    splink: '.9925, .997', other: 'recordlinkage ECM .9985, .9999', prototype: '1.000, 1.000', target: { pairs: 0.9995, clustered: 0.9995 },
  },
  {
    name: 'febrl4', title: 'febrl4 (a × b)', files: ['febrl/febrl4a.csv', 'febrl/febrl4b.csv'], across: ['f4a-', 'f4b-'],
    gold: (read) => sql`select record_id_a as id, cluster_id as c from ${read('febrl/febrl4_truth_pairs.csv')} union all select record_id_b, cluster_id from ${read('febrl/febrl4_truth_pairs.csv')}`,
    splink: '.9991', other: 'GoldenMatch .999', prototype: '.9999', target: { pairs: 0.9998 },
  },
  {
    name: 'historical50k', title: 'splink_historical50k', files: ['splink_historical50k/historical50k.csv'], gold: clusters('splink_historical50k/historical50k_truth.csv'),
    splink: '.812, .847 (20 rules)', other: 'GoldenMatch .695, .843', prototype: '.965, .965', target: { pairs: 0.955, clustered: 0.96 },
  },
  {
    name: 'fake1000', title: 'splink_fake1000', files: ['splink_fake1000/fake1000.csv'], gold: clusters('splink_fake1000/fake1000_truth.csv'),
    splink: '.859, .933 (all pairs compared)', other: 'GoldenMatch .857, .881', prototype: '.974, .974', target: { pairs: 0.965, clustered: 0.965 },
  },
  {
    name: 'rldata500', title: 'rldata500', files: ['rldata500/RLdata500.csv'], gold: clusters('rldata500/RLdata500_truth.csv'),
    splink: '.990, .990', other: 'GoldenMatch .990, .990', prototype: '.980, .980', target: { pairs: 0.98, clustered: 0.98 },
  },
  {
    name: 'secondstring', title: 'secondstring census (A × B)', files: ['secondstring/census.csv'], options: ['--role', 'source=source_system'], ids: 'system-id', across: ['A-', 'B-'],
    gold: (read) => sql`select source || '-' || record_id as id, cluster_id as c from ${read('secondstring/census_truth.csv')}`,
    splink: '.683; .979 with single best links', other: '–', prototype: '.959; .963', target: { pairs: 0.96, bestLinks: 0.98 },
  },
  {
    name: 'pseudopeople2030', title: 'pseudopeople census2020 × census2030', files: ['pseudopeople_default/census2020.csv', 'pseudopeople_default/census2030.csv'],
    across: ['cen20-', 'cen30-'], gold: persons('census2020', 'census2030'), splink: '.990', other: 'GoldenMatch .971', prototype: '.995', target: { pairs: 0.995 },
  },
  {
    name: 'pseudopeople-ssa', title: 'pseudopeople census2020 × ssa', files: ['pseudopeople_default/census2020.csv', 'pseudopeople_default/ssa.csv'],
    across: ['cen20-', 'ssa-'], gold: persons('census2020', 'ssa'), splink: '.987', other: '–', prototype: '–', target: { pairs: 0.992 },
  },
  senzing(1, ['customers']),
  senzing(2, ['customers', 'watchlist']),
  senzing(3, ['customers', 'watchlist', 'reference']),
]

/** Reads a delimited file of the folder of data as text. */
export const reader =
  (data: string) =>
  (file: string): Sql =>
    sql`read_csv(${resolve(data, file)}, header = true, all_varchar = true)`
