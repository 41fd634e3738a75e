// Writes docs/tables.md from pipeline/: every table with what one row is, its SQL file and its test. `--check` only compares.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const pipeline = join(root, 'pipeline')

/** Tables made by code, or as parts of others. */
const byCode = {
  columns: [
    ['column_match', 'One row is one column of one file that other files have too, by its name or by what it was taken for.', 'src/stages/columns/proposals.ts'],
    ['rule_proposal', 'One row is one quality rule that the cells of a file bear out, with the rows that do and those that could.', 'src/stages/columns/proposals.ts'],
  ],
  reconcile: [['correction_ledger', 'One row is one entry of a ledger of corrections, with a hash that covers the entry before.', 'src/stages/reconcile/ledger.ts']],
  ingest: [['extract_file', 'One row per delivered file: what the scanner counted in it, byte by byte, before DuckDB read it.', 'src/stages/scan.ts']],
  normalise: [['value_form', 'One row is one distinct text of one kind with its normal forms; work of the run alone.', 'src/stages/forms.ts']],
  score: [
    ['parameter', 'One row is one level of one comparison for one class of pairs: m, u and the weight in bits.', 'src/stages/train.ts'],
    ['training', 'One row is one class of pairs of one match: its prior, and how the training went.', 'src/stages/train.ts'],
    ['candidate_pair', 'One row is one pair at or above the floor, by dense mention ids; work of the run alone.', 'src/stages/score-pairs.ts'],
  ],
  cluster: [['component', 'One row is one mention with the least mention it is linked to, however many steps apart; work of the run alone.', 'src/stages/cluster/cluster.ts'],
    ['labelled_pair', 'One row is one listed pair that labels speak of, with the entity by which it is dealt to a fold; work of the run alone.', 'src/stages/cluster/labels.ts'],
    ['label_fit', 'One row is one match with labels and what was learnt from them; work of the run alone.', 'src/stages/cluster/label-calibration.ts'],
    ['label_calibration', 'One row is one match with labels: how many there are, how probabilities were calibrated by them, and how far they are from them before, after (by labels of other entities) and in the end.', 'src/stages/cluster/label-calibration.ts'],
    ['match_quality', 'One row is one match: how many matches there are, what blocking missed, precision and recall, estimated without labels, with 95 % intervals.', 'src/stages/cluster/quality.ts']],
}

const firstComment = (text) =>
  text.split('\n').slice(0, text.split('\n').findIndex((line) => !line.startsWith('--'))).map((line) => line.slice(3)).join(' ')

const stages = readdirSync(pipeline).filter((name) => /^\d/.test(name)).toSorted()
const sections = stages.map((folder) => {
  const stage = folder.replace(/^\d+-/, '')
  const files = readdirSync(join(pipeline, folder)).filter((name) => name.endsWith('.sql')).map((name) => {
    const path = join('pipeline', folder, name)
    return [name.slice(0, -4), firstComment(readFileSync(join(root, path), 'utf8')), path]
  })
  const tables = [...files, ...(byCode[stage] ?? [])].toSorted(([a], [b]) => (a < b ? -1 : 1))
  const test = `test/stages/${stage}.test.ts`
  if (!existsSync(join(root, test))) throw new Error(`${test} is missing`)
  const body = tables.map(([table, what, path]) => `### ${table}\n\n${what}\n\n[${path}](../${path}) · [${test}](../${test})\n`)
  return `## ${stage}\n\n${body.join('\n')}`
})

const text = `# Tables

Every table of a run, by stage, in the order in which stages run. A table of one system, match or analysis has its name behind the file's:
\`composite_tecs\`, \`block_rule_same_subject\`, \`subject_petition_subjects_who_petitioned\`. \`sql/<stage>/\` of a run folder has each statement as it ran.
\`identity_check\` is written by the runner: one row is one identity with both sides. A table is a Parquet file in \`tables/<stage>/\`
and, where people open it, a CSV file of its name; one of more than 1,048,575 rows, the most that a spreadsheet opens, is Parquet alone, and \`run.json\`
says so at that table (\`without_csv\`). This page is written by \`node scripts/table-docs.mjs\`.

${sections.join('\n')}`

const page = join(root, 'docs', 'tables.md')
if (process.argv.includes('--check')) {
  if (readFileSync(page, 'utf8') !== text) {
    process.stderr.write('docs/tables.md is stale: run node scripts/table-docs.mjs\n')
    process.exit(1)
  }
} else writeFileSync(page, text)
