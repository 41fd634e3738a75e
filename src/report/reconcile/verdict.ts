import { joinSql, sql, type Sql } from '../../engine/sql.js'
import { plain } from '../plain.js'
import { listed, text, type ReconciledPair, type Reconciliation, type Ref, type Text } from '../summary.js'
import { isTotal, isWrong, type Controls } from './controls.js'
import { statusFigure } from './differences.js'
import { sizeFigure } from './extracts.js'
import { onlyIn } from './held.js'
import type { Ledger } from './ledger.js'
import { pairFigure, unionFigure } from './overlap.js'
import { add, named, ofPair, sizeOf, type Pair, type Scope } from './scope.js'

const statusesOf = (scope: Scope): boolean => scope.compared.every((pair) => scope.reading.figures.has(statusFigure(scope, pair, 'unexplained').figure))

function sumOver(scope: Scope, parts: readonly string[], refs: readonly Ref[], unit: string, rows: Sql): Ref {
  const value = refs.reduce((sum, ref) => sum + scope.reading.figures.value(ref), 0)
  return add(scope, parts, value, { unit, rows })
}

/** Added and removed keys of all comparisons, each with its pair. */
const steps = (scope: Scope, measure: 'added' | 'removed'): Sql =>
  joinSql(
    scope.compared.map(({ a, b }) => sql`select ${a.extract_id} as a, ${b.extract_id} as b, * from (${measure === 'added' ? onlyIn(scope, b, a) : onlyIn(scope, a, b)})`),
    sql` union all `,
  )

function differencesText(scope: Scope): { sentence: Text; open: number } {
  const { figures } = scope.reading
  const comparisons = scope.compared.length === 1 ? 'one comparison' : `${scope.compared.length} comparisons`
  if (!statusesOf(scope)) {
    const of = (measure: 'added' | 'removed'): Ref =>
      sumOver(scope, [measure], scope.compared.map(({ a, b }) => pairFigure(scope, a.extract_id, b.extract_id, measure)).filter(({ figure }) => figures.has(figure)), scope.noun, steps(scope, measure))
    const [added, removed] = [of('added'), of('removed')]
    return { sentence: text`${added} added and ${removed} removed in ${comparisons}`, open: figures.value(added) + figures.value(removed) }
  }
  const explanations = (condition: Sql): Sql => sql`select * from explanation where ${scope.here} and ${condition}`
  const of = (status: 'unexplained' | 'contradicted'): Ref =>
    sumOver(scope, ['differences', status], scope.compared.map((pair) => statusFigure(scope, pair, status)), 'differences', explanations(sql`status = ${status}`))
  const all = sumOver(scope, ['differences'], scope.compared.map((pair) => ({ figure: named(scope, ...ofPair(pair, 'differences')) })), 'differences', explanations(sql`true`))
  const [unexplained, contradicted] = [of('unexplained'), of('contradicted')]
  const against = figures.value(contradicted) === 0 ? [] : text` and ${contradicted} contradict the ledger`
  return { sentence: text`${unexplained} of ${all} differences in ${comparisons} are unexplained${against}`, open: figures.value(unexplained) + figures.value(contradicted) }
}

/** One sentence that says whether the extracts of a scope reconcile, with the numbers in it. */
export function verdictText(scope: Scope, { rows }: Controls): Text {
  const { extracts, system, grain, noun } = scope
  const sizes = extracts.map((extract) => text`${sizeFigure(extract.extract_id, grain)}`)
  const { sentence, open } = differencesText(scope)
  const wrong = rows.filter((row) => isWrong(row) && isTotal(row) && row.grain === grain && system.extracts.some(({ extract_id: extract }) => extract === row.extract_id)).length
  const controls = wrong === 0 ? [] : text`, and ${{ figure: `control.${system.name}.${grain}.mismatch` }} stated ${wrong === 1 ? 'total is' : 'totals are'} not what was counted`
  const union = scope.reading.figures.has(unionFigure(scope).figure) ? text`; ${unionFigure(scope)} distinct in all` : []
  return text`${system.name} ${noun} ${open + wrong === 0 ? 'reconcile' : 'do not reconcile'}: ${extracts.length} extracts hold ${listed(sizes)} ${noun}${union}; ${sentence}${controls}.`
}

function pairOf(scope: Scope, pair: Pair): ReconciledPair {
  const { figures } = scope.reading
  const value = ({ figure }: Ref): number | undefined => figures.all[figure]?.value
  const optional = (name: keyof ReconciledPair, ref: Ref): Partial<ReconciledPair> => (figures.has(ref.figure) ? { [name]: value(ref) } : {})
  const [a, b] = [pair.a.extract_id, pair.b.extract_id]
  return {
    a,
    b,
    keys_a: sizeOf(scope, pair.a),
    added: value(pairFigure(scope, a, b, 'added')) ?? 0,
    removed: value(pairFigure(scope, a, b, 'removed')) ?? 0,
    keys_b: sizeOf(scope, pair.b),
    ...optional('changed', { figure: named(scope, ...ofPair(pair, 'changes')) }),
    ...optional('explained', statusFigure(scope, pair, 'explained')),
    ...optional('contradicted', statusFigure(scope, pair, 'contradicted')),
    ...optional('unexplained', statusFigure(scope, pair, 'unexplained')),
  }
}

/** The scope's part of the summary, for programs and for the command line. */
export function reconciliationOf(scope: Scope, verdict: Text, unchecked: readonly Text[], ledger: Ledger | undefined): Reconciliation {
  const { reading: { figures }, system, grain, extracts } = scope
  const sizes = extracts.map((extract) => sizeOf(scope, extract))
  const union = unionFigure(scope)
  return {
    system: system.name,
    grain,
    counted: scope.noun,
    verdict: plain(figures.all, verdict),
    could_not_check: unchecked.map((item) => plain(figures.all, item)),
    extracts: extracts.map((extract) => ({ extract_id: extract.extract_id, keys: sizeOf(scope, extract) })),
    union: { keys: figures.all[union.figure]?.value ?? 0, at_least: Math.max(...sizes), at_most: sizes.reduce((sum, size) => sum + size, 0) },
    pairs: scope.compared.map((pair) => pairOf(scope, pair)),
    ...(ledger === undefined ? {} : { ledger }),
  }
}
