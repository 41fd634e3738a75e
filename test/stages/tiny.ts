import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isMap, isSeq, parseDocument } from 'yaml'
import { generateSamples } from '../../samples/samples.js'
import { temporaryFolder } from '../temporary.js'

/** A folder with `configs/<name>` and the tiny samples where that config looks for them; of the matches only those named, where any are. */
export function tinyFolder(config: string, matches: readonly string[] = []): { root: string; config: string; samples: string } {
  const root = temporaryFolder('tiny')
  mkdirSync(join(root, 'configs'))
  const document = parseDocument(readFileSync(join('configs', config), 'utf8'))
  const all = document.get('matches')
  if (matches.length > 0 && isSeq(all)) all.items = all.items.filter((item) => isMap(item) && matches.includes(String(item.get('name'))))
  writeFileSync(join(root, 'configs', config), String(document))
  const samples = join(root, 'samples', 'out')
  generateSamples({ out: samples, size: 'tiny' })
  return { root, config: join(root, 'configs', config), samples }
}

/** Records of a file as bytes in latin1, so that any encoding survives: a quoted line end does not end one. */
function recordsOf(text: string): string[] {
  const records: string[] = []
  let open = ''
  for (const line of text.split('\n')) {
    open = open === '' ? line : `${open}\n${line}`
    if ((open.split('"').length - 1) % 2 === 0) {
      records.push(open)
      open = ''
    }
  }
  return records.filter((record) => record !== '')
}

/** Puts the rows of every file into another order, the header staying first; not those of ledgers, whose order is a part of what they say. */
export function shuffleFiles(folder: string): void {
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.csv') && !name.endsWith('_corrections.csv'))) {
    const [header = '', ...rows] = recordsOf(readFileSync(join(folder, file), 'latin1'))
    const ending = header.endsWith('\r') ? '\r' : ''
    const ordered = rows.map((row, index) => [((index + 1) * 0.618_033_988_7) % 1, row] as const).toSorted(([a], [b]) => a - b)
    const lines = ordered.map(([, row]) => (row.endsWith(ending) ? row : row + ending))
    writeFileSync(join(folder, file), `${[header, ...lines].join('\n')}\n`, 'latin1')
  }
}
