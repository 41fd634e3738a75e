import { readFileSync, writeFileSync } from 'node:fs'

/** Writes text between the marks `<!-- NAME: begin -->` and `<!-- NAME: end -->` of a page. Throws where the page has none. */
export function writeBetweenMarks(path: string, name: string, text: string): void {
  const [from, to] = [`<!-- ${name}: begin -->\n`, `<!-- ${name}: end -->`]
  const page = readFileSync(path, 'utf8')
  if (!page.includes(from) || !page.includes(to)) throw new Error(`${path} has no marks for the table`)
  writeFileSync(path, `${page.slice(0, page.indexOf(from) + from.length)}${text}${page.slice(page.indexOf(to))}`)
}
