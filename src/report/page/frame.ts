import { html, type Html } from '../html.js'
import { style } from './style.js'

/** What differs between the pages: everything is in the one file, and no page reaches for the network. */
export interface Frame {
  readonly title: string
  /** Style of this page alone, after that of all. */
  readonly ownStyle?: Html
  /** Hash of the one script that may run; none may where it is absent. */
  readonly scriptHash?: string
  readonly body: Html
}

/** A whole page of HTML around its body. */
export function framed({ title, ownStyle = html``, scriptHash, body }: Frame): string {
  const scripts = scriptHash === undefined ? html`` : html` script-src '${scriptHash}';`
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline';${scripts} base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
${style}${ownStyle}
</head>
<body>
${body}
</body>
</html>
`.markup
}
