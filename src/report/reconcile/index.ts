import type { Reading } from '../reading.js'
import type { Block, Reconciliation, Section, Text } from '../summary.js'
import { changePart } from './changes.js'
import { compositePart } from './composite.js'
import { controlBlocks, type Controls } from './controls.js'
import { coveragePart } from './coverage.js'
import { differencePart } from './differences.js'
import { driftPart } from './drift.js'
import { extractTable } from './extracts.js'
import { latePart } from './late.js'
import { ledgerPart } from './ledger.js'
import { overlapPart } from './overlap.js'
import { rekeyPart } from './rekey.js'
import { schemaPart } from './schema.js'
import { part, scopesOf, type Scope } from './scope.js'
import { statedPart } from './stated.js'
import { uncheckedItems } from './unchecked.js'
import { reconciliationOf, verdictText } from './verdict.js'
import { walkPart, type AddedPeriod } from './walk.js'

/** What reconciling the extracts of one system at one grain came to. */
export interface Reconciled {
  readonly scope: Scope
  readonly verdict: Text
  readonly section: Section
  readonly added: readonly AddedPeriod[]
  readonly entry: Reconciliation
}

function extractPart(scope: Scope, controls: Controls): Section[] {
  const { reading, system, grain, first } = scope
  const { length } = system.extracts
  const table: Block[] = first ? [extractTable(reading, [system], `${system.name}: ${length} extracts and what became of the rows`)] : []
  return part(scope, 'controls', first ? 'Extracts and control totals' : 'Control totals', [...table, ...controlBlocks(reading, controls, `${system.name}.${grain}`, system.extracts, grain)])
}

async function reconciled(scope: Scope, controls: Controls): Promise<Reconciled> {
  const { system, grain } = scope
  const schema = await schemaPart(scope)
  const extracts = extractPart(scope, controls)
  const overlap = await overlapPart(scope)
  const late = await latePart(scope)
  const coverage = await coveragePart(scope)
  const walk = await walkPart(scope)
  const differences = await differencePart(scope)
  const { sections: book, ledger } = await ledgerPart(scope)
  const drift = await driftPart(scope)
  const changes = await changePart(scope)
  const rekey = await rekeyPart(scope)
  const stated = await statedPart(scope)
  const composite = await compositePart(scope)
  const verdict = verdictText(scope, controls)
  const items = await uncheckedItems(scope, controls)
  const unchecked = part(scope, 'unchecked', 'What could not be checked', [items.length === 0 ? { kind: 'text', text: ['Nothing that was asked for.'] } : { kind: 'list', items }])
  const title = scope.first && system.config.title !== '' ? `: ${system.config.title}` : ''
  const marked: Block[] = system.config.protected ? [{ kind: 'text', text: ['Protected by 8 USC 1367: what comes from here stays marked through every join.'] }] : []
  const section: Section = {
    id: `reconcile-${system.name}-${grain}`,
    title: `${system.name} by ${scope.one}${title}`,
    blocks: [{ kind: 'text', text: verdict }, ...marked],
    sections: [...unchecked, ...schema, ...extracts, ...overlap, ...late, ...coverage, ...walk.sections, ...differences, ...book, ...drift, ...changes, ...rekey, ...stated, ...composite],
  }
  return { scope, verdict, section, added: walk.added, entry: reconciliationOf(scope, verdict, items, ledger) }
}

/** Extracts of each system against each other, at each grain at which two or more hold keys. */
export async function reconcileAll(reading: Reading, controls: Controls): Promise<Reconciled[]> {
  const all: Reconciled[] = []
  for (const system of reading.systems) for (const scope of await scopesOf(reading, system)) all.push(await reconciled(scope, controls))
  return all
}
