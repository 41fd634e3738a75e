import type { Fuzzed } from './fuzz.js'
import { targets } from './targets.js'

const whole = (value: number): string => value.toLocaleString('en-US')
const sum = (of: readonly Fuzzed[], number: (one: Fuzzed) => number): number => of.reduce((all, one) => all + number(one), 0)

function row(title: string, of: readonly Fuzzed[]): string {
  const counts = [sum(of, (one) => one.cases), sum(of, (one) => one.results), sum(of, (one) => one.sentences), sum(of, (one) => one.failures.length)]
  const seeds = [...new Set(of.map(({ seed }) => seed))].sort((a, b) => a - b)
  const cells = [title, seeds.join(', '), ...counts.map(whole), `${whole(Math.round(Math.max(...of.map(({ slowest }) => slowest))))} ms`]
  return `| ${cells.join(' | ')} |\n`
}

/** All that was tried as a Markdown table, a row for each target. */
export function tableText(tried: readonly Fuzzed[]): string {
  const rows = Object.entries(targets).flatMap(([name, { title }]) => {
    const of = tried.filter(({ target }) => target === name)
    return of.length === 0 ? [] : [row(title, of)]
  })
  const head = '| what is hostile | seeds | cases | ended with a result | ended with a sentence | failures | slowest |\n|---|---|--:|--:|--:|--:|--:|\n'
  return [head, ...rows, ...(rows.length > 1 ? [row('together', tried)] : [])].join('')
}
