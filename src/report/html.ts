const sealed = Symbol('html')

/** Markup. Only the functions of this module and the drawings of `charts` make one, so plain text can never become markup. */
export interface Html {
  readonly [sealed]: true
  readonly markup: string
}

type Hole = Html | string | number | undefined | readonly Html[]

const seal = (markup: string): Html => ({ [sealed]: true, markup })

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Characters that turn the direction of text around them, or that no XML may hold: shown as a mark, not obeyed. */
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const unruly = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/g

/** Text without characters that would be obeyed instead of shown. */
export const tamed = (text: string): string => text.replaceAll(unruly, '\u{fffd}')

export const escapeHtml = (text: string): string => tamed(text).replaceAll(/[&<>"']/g, (character) => entities[character] ?? '')

const shown = (hole: Hole): string => {
  if (hole === undefined) return ''
  if (typeof hole === 'number') return String(hole)
  if (typeof hole === 'string') return escapeHtml(hole)
  if ('markup' in hole) return hole.markup
  return hole.map((part) => part.markup).join('')
}

/** Markup with holes: markup goes in as it is, everything else is escaped. */
export const html = (strings: TemplateStringsArray, ...holes: readonly Hole[]): Html =>
  seal(strings.map((text, index) => text + shown(holes[index])).join(''))

/** Markup that a drawing library made from escaped values. WARNING: takes text as markup. */
export const trustedMarkup = (markup: string): Html => seal(markup)
