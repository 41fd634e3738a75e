import { z } from 'zod'
import { exhibit } from './exhibit-schema.js'
import { quality } from './quality-schema.js'
import { controlFile, corrections, explainRule, figure, trailer } from './reconcile-schema.js'
import { reliability } from './reliability-schema.js'
import { day, name, oneOrMore } from './schema-parts.js'
import { fieldTypes, mechanisms, roles } from './words.js'

const probability = z.number().min(0).max(1)

const field = z.strictObject({
  type: z.enum(fieldTypes).default('text').describe('what the field holds; conformity to it is profiled'),
  format: z.string().optional().describe('how dates are written, as strptime: %Y-%m-%d, %m/%d/%Y'),
  values: z.array(z.string()).optional().describe('the values that may occur, where the list is closed'),
  separator: z.string().length(1).optional().describe('what parts several values in one cell'),
  tolerance: z
    .string()
    .regex(/^\d+(?:\.\d+)?(?: ?%| days?)?$/, 'a tolerance is written 0.01, 1 %, or 2 days')
    .optional()
    .describe('difference between extracts that counts as equal: an amount, a percentage of the earlier value, or days'),
  compose: z
    .enum(['latest', 'earliest', 'most_frequent', 'source_rank', 'longest', 'union'])
    .optional()
    .describe('which of several values the composite keeps, latest where this is left out; what is missing never wins over what is not'),
})

const mention = z.strictObject({
  role: name.describe('subject, petitioner, beneficiary, applicant, …; repeat a role to number its mentions'),
  kind: z.enum(['person', 'organisation']).default('person'),
  kind_field: name.optional().describe('field that tells persons from organisations in this role'),
  organisation_values: z.array(z.string()).default([]).describe('values of kind_field that mean an organisation'),
  organisation_role: name.optional().describe('role of the mentions that kind_field says are organisations; default: the same role'),
  columns: z
    .partialRecord(z.enum(roles), oneOrMore(name))
    .describe('comparison role: the field or fields that hold it'),
})

const controlTotals = z.strictObject({
  rows: z.number().int().nonnegative().optional(),
  keys: z.number().int().nonnegative().optional(),
  units: z.number().int().nonnegative().optional(),
  amount: z.string().optional().describe('decimal, in quotes'),
  key_hash_total: z.string().regex(/^\d+$/).optional().describe('hash total of the keys, in quotes; how it is made stands in docs/auditor.md'),
  row_hash_total: z.string().regex(/^\d+$/).optional().describe('hash total of the rows, in quotes'),
  source: z.string().describe('the document that states them'),
})

const extract = z.strictObject({
  id: name,
  file: z.string().describe('path, relative to this config'),
  delivered: day.optional().describe('day of delivery; leave it out where it is not known'),
  deliverer: z.string(),
  cutoff: day.optional().describe('last day of events the extract claims to cover'),
  window: z.strictObject({ from: day.optional(), to: day.optional() }).optional(),
  filter: z.string().default('').describe('what the deliverer says was left out, in words'),
  control_totals: z.union([z.literal('none'), controlTotals, controlFile]).describe('stated counts, a file that states them, or none'),
  trailer: trailer.optional().describe('the last line of the file states totals and is no row'),
  delimiter: z.string().length(1).optional().describe('default: comma'),
  quote: z.string().max(1).optional().describe('default: "; empty when the file quotes nothing'),
  encoding: z.enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'iso-8859-1']).optional().describe('default: found out from the file'),
  columns: z.record(z.string(), name).default({}).describe('column of the file: field of the system, where names differ'),
  formats: z.record(name, z.string()).default({}).describe('field: date format in this extract, where it differs'),
})

const system = z.strictObject({
  title: z.string().default(''),
  key: oneOrMore(name).describe('the field or fields that identify a row'),
  key_normal: z
    .array(z.enum(['case', 'spaces', 'punctuation', 'leading_zeros']))
    .default([])
    .describe('differences of writing that make no other key; keys that become equal by it are listed'),
  placeholder_keys: z.array(z.string()).default([]).describe('values of a key that stand for none, beside UNKNOWN, N/A and the like'),
  count: name.optional().describe('the coarser unit that documents count'),
  event_date: name.optional().describe('the date that puts a row into a period'),
  amount: name.optional().describe('the money that control totals and periods sum'),
  period: z.enum(['year', 'fiscal_year', 'month']).default('year').describe('length of the periods in which extracts are compared'),
  split_by: name
    .optional()
    .describe('field whose values are the source systems: outputs bear its value as system, keys are unique within it, pairs are made across its values too'),
  protected: z.boolean().default(false).describe('8 USC 1367: marked through every join'),
  fields: z.record(name, field).describe('in any order: outputs have them as the columns of the files'),
  mentions: z.array(mention).default([]),
  compare: z.array(z.tuple([name, name])).default([]).describe('pairs of extracts to compare beside each with its predecessor'),
  source_rank: z.array(name).default([]).describe('extracts from the most trusted to the least, for fields that are composed by source_rank'),
  corrections: corrections.optional(),
  explain: z.array(explainRule).default([]).describe('rules that explain differences between extracts, the first that fits counting'),
  extracts: z.array(extract).min(1),
})

const population = z.string().regex(/^[A-Za-z]\w*\.[A-Za-z]\w*$/, 'a population is written SYSTEM.role')

const blockKeys = z.array(z.string()).min(1)
const blockRule = z.strictObject({
  keys: z.array(z.string()).describe('keys that must all be equal; none at all means every pair'),
  max_pairs: z.number().int().positive().optional().describe('pairs beyond which a block is not compared under this rule; by blocking.max_block when omitted'),
  train_pairs: z.number().int().nonnegative().optional().describe('pairs beyond which a block takes no part in training; max_pairs when omitted'),
})

const portion = z.number().gt(0).max(1)
const shares = z.record(z.string(), z.record(z.string(), portion))
const prior = z.number().gt(0).lt(1).optional()
const parameters = z.strictObject({
  prior: z
    .strictObject({ match: prior, damaged: prior, relative: prior, namesake: prior })
    .prefault({})
    .describe('probability that two records taken at random are of a class, λ'),
  m: z
    .strictObject({ match: shares.optional(), damaged: shares.optional(), relative: shares.optional(), namesake: shares.optional() })
    .prefault({})
    .describe('for a class, by comparison, the share of its pairs at each level'),
  u: shares.prefault({}).describe('by comparison, the share of random pairs at each level'),
})

const match = z.strictObject({
  name,
  left: population,
  right: population.optional().describe('omit it to find duplicates inside left'),
  block: z
    .array(z.union([blockKeys, blockRule]))
    .optional()
    .describe('blocking rules: each a list of keys that must be equal, or keys with limits; proposed when omitted'),
  compare: z.array(z.enum(roles)).optional().describe('roles to compare; all that both sides hold when omitted'),
  one_to_one: z.boolean().optional().describe('whether both sides hold a person once at most; found from the data when omitted'),
  labels: z.string().optional().describe('file of pairs or clusters that people have judged, relative to this config: probabilities are calibrated by it'),
  parameters: parameters.optional().describe('parameters of the model that are given instead of estimated; what is not given is estimated'),
})

const analysis = z.strictObject({
  name,
  title: z.string().default(''),
  kind: z.literal('petitions').describe('subjects who petitioned, for whom, with what decision'),
  subject: population,
  petitioner: population,
  beneficiary: population,
  applicant: population.optional().describe('role in which a beneficiary may occur again'),
  decision: name.describe('field of the petition that holds the decision'),
  approved: z.array(z.string()).min(1),
  decided: name.optional().describe('field with the date of the decision'),
  from: day.optional(),
  to: day.optional(),
  group_by: z.array(name).default([]).describe('fields of the petition that part the answer'),
})

const report = z
  .strictObject({
    purpose: z
      .enum(['review', 'statistics', 'investigation'])
      .default('review')
      .describe('review masks what names people; statistics adds a report of its own without rows, small cells suppressed; investigation shows all'),
    small_cells: z.number().int().min(2).max(1000).default(11).describe('counts from 1 to one less than this are suppressed in statistics'),
  })
  .describe('what the reports are made for')

const share = z.strictObject({
  name: name.describe('names the folder'),
  to: z.string().min(1).describe('who gets the files, in words'),
  without_protected: z.boolean().default(true).describe('leave out rows that are protected (8 USC 1367) or come from a protected system'),
  tables: z.array(z.string()).min(1).describe('tables of the run: candidates, findings, …'),
})

const encrypt = z
  .union([
    z.strictObject({ key_file: z.string().min(1).describe('file with 32 random bytes, or 64 hexadecimal digits; path relative to this config') }),
    z.strictObject({ passphrase_file: z.string().min(1).describe('file whose first line is a passphrase of at least 12 characters; path relative to this config') }),
  ])
  .describe('encrypt every file of the run folder but run.json, with AES-256-GCM; crosswalk decrypt reads them')

/** A whole config, strict: an unknown key is an error. Written in YAML; `crosswalk init` writes a first one. */
export const configSchema = z.strictObject({
  version: z.literal(1),
  name,
  as_of: day.optional().describe('default: the newest delivery date'),
  systems: z.record(name, system).describe('in any order: outputs have them by name'),
  matches: z.array(match).default([]),
  analyses: z.array(analysis).default([]),
  quality: quality.optional().describe('rules of data quality, beside those that follow from the types and roles of fields'),
  figures: z.array(figure).default([]).describe('figures that documents state, with the formula by which each should come out'),
  exhibits: z.array(exhibit).default([]).describe('tables of the report that SELECTs over the tables of the run give'),
  reliability: reliability.prefault({}).describe('how far data can be relied on: thresholds of the tests, and what a person concluded'),
  bands: z
    .strictObject({ match: probability.default(0.9), review: probability.default(0.5) })
    .prefault({})
    .describe('lowest probability of each band'),
  floor: probability.default(0.01).describe('lowest probability that is kept'),
  model: z
    .strictObject({ without: z.array(z.enum(mechanisms)).default([]).describe('mechanisms left out, to see what each is worth; none when omitted') })
    .optional()
    .describe('for measuring the method, not for matching'),
  cluster: z.strictObject({ threshold: probability.default(0.5) }).prefault({}),
  blocking: z
    .strictObject({
      max_pairs: z.number().int().positive().default(50_000_000).describe('the most pairs that the rules of a match may make'),
      max_block: z.number().int().positive().default(5_000).describe('mentions in a block beyond which it is capped'),
    })
    .prefault({}),
  tolerances: z
    .strictObject({
      quarantined: z.number().int().nonnegative().default(0),
      unexplained: z.number().int().nonnegative().default(0).describe('differences between extracts that nothing explains'),
    })
    .prefault({})
    .describe('findings beyond these end the run with code 1'),
  report: report.optional(),
  runs: z
    .strictObject({
      when_busy: z
        .enum(['both', 'wait', 'refuse'])
        .default('both')
        .describe('when another run is at work in the folder of runs: both work unless they are the same run, wait until it has ended, or refuse'),
      keep: z.number().int().positive().optional().describe('how many runs of this config are kept; older ones are removed, unless something needs them; all when omitted'),
      partial_days: z.number().int().positive().default(7).describe('days after which the work of a run that was killed is removed, when nobody has gone on with it'),
      save_after: z.number().nonnegative().default(120).describe('seconds of work after which what was made is saved, amid a stage too, so that --resume can go on from it; what took less is done again, and so is what took less than ten times what saving it would take; 0 saves wherever it can be'),
    })
    .prefault({})
    .describe('how runs of this config stand beside each other'),
  outputs: z
    .strictObject({
      folder: z.string().default('../runs'),
      sign: z.string().optional().describe('file of an Ed25519 private key (PEM), relative to this config: run.json is signed with it'),
      share: z.array(share).optional().describe('files for other agencies, each in a folder share/<name> of the run folder'),
      encrypt: encrypt.optional(),
      tables: z
        .enum(['all', 'results'])
        .default('all')
        .describe('which tables the run folder keeps: all, or results, without those that hold what records hold (source records, failures of rules, composites, mentions, values); explain and report need all'),
      reports: z
        .enum(['all', 'none'])
        .default('all')
        .describe('all, or none: no page, workbook, summary.json, rows and correction requests; crosswalk report makes them later of a run that keeps all tables'),
    })
    .prefault({}),
})

/** The config with every default filled in. */
export type Config = z.output<typeof configSchema>
export type SystemConfig = Config['systems'][string]
export type ExtractConfig = SystemConfig['extracts'][number]
export type FieldConfig = SystemConfig['fields'][string]
export type MentionConfig = SystemConfig['mentions'][number]
export type MatchConfig = Config['matches'][number]
export type BlockRuleConfig = NonNullable<MatchConfig['block']>[number]
export type ParametersConfig = z.output<typeof parameters>
export type ShareConfig = z.output<typeof share>
export type EncryptConfig = z.output<typeof encrypt>
export type AnalysisConfig = Config['analyses'][number]

/** The keys of a blocking rule, whichever way it is written. */
export const keysOf = (rule: BlockRuleConfig): readonly string[] => (Array.isArray(rule) ? rule : rule.keys)

/** The config as a user writes it, defaults left out. */
export type ConfigInput = z.input<typeof configSchema>
export type SystemInput = ConfigInput['systems'][string]
