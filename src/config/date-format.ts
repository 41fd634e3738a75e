/** The specifiers that DuckDB's strptime reads (its documentation, "Format Specifiers"). */
export const strptimeSpecifiers = new Set(
  'a A b B c d -d f g G h H -H I -I j -j m -m M -M n p S -S T u U V w W x X y -y Y z Z %'.split(' '),
)
const withYear = new Set(['Y', 'y', '-y', 'x', 'c', 'G'])
const lettered: readonly (readonly [RegExp, string])[] = [
  [/yyyy/giu, '%Y'], [/yy/giu, '%y'], [/mmmm/giu, '%B'], [/mmm/giu, '%b'], [/mm/giu, '%m'], [/dd/giu, '%d'], [/hh/giu, '%H'], [/ss/giu, '%S'],
]

const specifiersOf = (format: string): string[] => [...format.matchAll(/%(?<specifier>-?.?)/gsu)].map((hit) => hit.groups?.['specifier'] ?? '')
const translated = (format: string): string => lettered.reduce((text, [letters, specifier]) => text.replace(letters, specifier), format)

/** Why a date format cannot be used, with a remedy; undefined when it can. */
export function dateFormatFault(format: string): { readonly what: string; readonly remedy: string } | undefined {
  const what = `"${format}" is not a date format`
  const specifiers = specifiersOf(format)
  const example = 'write it as strptime: %Y-%m-%d, %m/%d/%Y, %d-%b-%Y'
  if (specifiers.length === 0) {
    const guess = translated(format)
    return { what, remedy: guess === format ? example : `did you mean "${guess}"?` }
  }
  const unknown = specifiers.find((specifier) => !strptimeSpecifiers.has(specifier))
  if (unknown !== undefined) return { what: `${what}: %${unknown} is not known`, remedy: example }
  if (!specifiers.some((specifier) => withYear.has(specifier))) return { what: `${what}: it has no year`, remedy: example }
  return undefined
}
