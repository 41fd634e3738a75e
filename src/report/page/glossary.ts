import { html, type Html } from '../html.js'

interface Entry {
  readonly term: string
  /** Further forms under which it stands in the text. */
  readonly forms?: readonly string[]
  readonly meaning: string
}

const entries: readonly Entry[] = [
  { term: '95 % interval', meaning: 'Had the run been made on other data of the same kind, an interval made this way would hold the true value in 95 of 100 cases; only where the model is right.' },
  { term: 'backfill', forms: ['came late'], meaning: 'A record whose event lies on or before the cutoff of an earlier extract, and that was first seen in a later one.' },
  { term: 'band', forms: ['bands'], meaning: 'What a probability means for the reader: match, review, or below review. The limits stand in Method and hashes.' },
  { term: 'bits', forms: ['bit'], meaning: 'Unit of weight. One bit more doubles the odds that two records are one person, ten bits make it a thousand times.' },
  { term: 'blocking', forms: ['blocking rule', 'blocking rules'], meaning: 'Not all pairs can be compared. A blocking rule names what two records must share, such as surname and date of birth, to be compared at all.' },
  { term: 'candidate', forms: ['candidates'], meaning: 'A pair of records that may be one person and is listed with its evidence. It is never a verdict: a person verifies it before anyone acts.' },
  { term: 'comparison level', forms: ['comparison levels', 'level'], meaning: 'How well two values agree: the same, nearly the same, a part of one another, or else.' },
  { term: 'composite', meaning: 'One row for each key, put together from all extracts of a system; for each value it is known which extract it came from and why.' },
  { term: 'contradicted', forms: ['contradicts'], meaning: 'A difference for whose record and field the correction ledger has an entry, with other values.' },
  { term: 'control total', forms: ['control totals', 'control checks'], meaning: 'A count or sum that the deliverer states apart from the file, so that one can see whether the file is whole.' },
  { term: 'correction ledger', meaning: 'The list of corrections that somebody made and approved, each with old and new value, author and reason.' },
  { term: 'cutoff', meaning: 'The day up to which an extract claims to hold all events.' },
  { term: 'entity', forms: ['entities'], meaning: 'All mentions that the run takes to be one person or organisation.' },
  { term: 'expectation maximisation', meaning: 'A way to estimate m and u without labelled pairs: guess which pairs are matches, count, and repeat until nothing changes.' },
  { term: 'extract', forms: ['extracts'], meaning: 'One delivery of a system’s data.' },
  { term: 'finding', forms: ['findings'], meaning: 'One rule that failed in one field of one extract, with the rows that failed and the rows that were tested.' },
  { term: 'floor', meaning: 'The lowest probability at which a pair is listed. Pairs below it are counted and not stored.' },
  { term: 'identities', meaning: 'Two counts, made in different ways, that must be equal whatever the data.' },
  { term: 'key', forms: ['keys'], meaning: 'The field or fields that name a record within its system.' },
  { term: 'm', meaning: 'm probability: how often two records of one person reach a comparison level.' },
  { term: 'match weight', forms: ['match weights'], meaning: 'The sum of all evidence for or against a pair being one person, in bits. At 0 bits it is as likely as not.' },
  { term: 'mention', forms: ['mentions'], meaning: 'A person or organisation in one role on one record: the subject of a case, the petitioner of a petition.' },
  { term: 'placeholder', forms: ['placeholders'], meaning: 'A value that stands for none, such as UNKNOWN or 01/01/1900. It is counted as missing.' },
  { term: 'precision', meaning: 'Of the pairs that are called matches, the share that are.' },
  { term: 'prior', meaning: 'How likely it is that two records taken at random are one person, before anything is compared.' },
  { term: 'probability', meaning: 'How likely it is that a pair is one person, by the model; it is not measured on labelled pairs within a run.' },
  { term: 'protected', forms: ['8 USC 1367'], meaning: 'Comes from a system that 8 USC 1367 protects: may be used and disclosed within the department only, and for stated purposes.' },
  { term: 'quarantined', meaning: 'A row that could not be read. It is kept with its line and the reason.' },
  { term: 'recall', meaning: 'Of all pairs that are one person, the share that was found.' },
  { term: 'set aside', meaning: 'A row that was read, but cannot be compared: it has no key, or the key of another row. It is kept in full.' },
  { term: 'u', meaning: 'u probability: how often two records of different people reach a comparison level, by chance.' },
  { term: 'unexplained', meaning: 'A difference between two extracts that no entry of the correction ledger and no stated rule explains.' },
]

const nameOf = (term: string): string => term.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')

const byForm = new Map(entries.flatMap((entry) => [entry.term, ...(entry.forms ?? [])].map((form) => [form.toLowerCase(), entry] as const)))

/** Single letters are terms only where they stand alone, as the label of a column. */
const found = new RegExp(`(?<![\\p{L}\\p{N}_.])(${[...byForm.keys()].filter((form) => form.length > 2).toSorted((a, b) => b.length - a.length).join('|')})(?![\\p{L}\\p{N}_])`, 'giu')

const link = (entry: Entry, printed: string): Html =>
  html`<a class="term" href="#term-${nameOf(entry.term)}" aria-describedby="means-${nameOf(entry.term)}">${printed}</a>`

/** Links words of a page to their explanation, each where it stands first in a section. */
export class Glossary {
  readonly #seen = new Set<string>()
  readonly #used = new Set<string>()

  /** A new section: words are explained anew. */
  anew(): void {
    this.#seen.clear()
  }

  /** Text with its terms as links; `plain` renders what lies between. */
  mark(text: string, plain: (text: string) => Html): Html {
    const alone = text.length < 3 ? byForm.get(text) : undefined
    if (alone !== undefined) return this.#link(alone, text) ?? plain(text)
    const parts: Html[] = []
    let end = 0
    for (const match of text.matchAll(found)) {
      const entry = byForm.get(match[0].toLowerCase())
      const linked = entry === undefined ? undefined : this.#link(entry, match[0])
      if (linked === undefined) continue
      parts.push(plain(text.slice(end, match.index)), linked)
      end = match.index + match[0].length
    }
    return html`${parts}${plain(text.slice(end))}`
  }

  /** The terms that the page uses, explained. */
  section(): Html {
    const used = entries.filter(({ term }) => this.#used.has(term))
    if (used.length === 0) return html``
    return html`<section id="glossary"><h2>Words</h2>
<dl>${used.map(({ term, meaning }) => html`<div id="term-${nameOf(term)}"><dt>${term}</dt><dd id="means-${nameOf(term)}">${meaning}</dd></div>
`)}</dl></section>
`
  }

  #link(entry: Entry, printed: string): Html | undefined {
    if (this.#seen.has(entry.term)) return undefined
    this.#seen.add(entry.term)
    this.#used.add(entry.term)
    return link(entry, printed)
  }
}
