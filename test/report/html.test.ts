import { assert as check, constantFrom, oneof, property as forAll, string as anyString } from 'fast-check'
import { parseHTML } from 'linkedom'
import { expect, test } from 'vitest'
import { escapeHtml, html } from '../../src/report/html.js'

const hostile = oneof(
  anyString({ unit: 'binary' }),
  constantFrom('<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', "' onmouseover='x", '&lt;b&gt;', '<!--', ']]>', '=cmd|calc', '</style><b>', '\u202egnp.exe'),
)

test('no text becomes markup, in content or in an attribute', () => {
  check(
    forAll(hostile, hostile, (content, attribute) => {
      const { markup } = html`<p title="${attribute}">${content}</p>`
      expect(markup.match(/[<>]/g)).toEqual(['<', '>', '<', '>'])
      const { document } = parseHTML(`<body>${markup}</body>`)
      expect([...document.querySelectorAll('*')].map(({ tagName }) => tagName).filter((name) => !['HTML', 'HEAD', 'BODY'].includes(name))).toEqual(['P'])
      expect([...(document.querySelector('p')?.attributes ?? [])].map(({ name }) => name)).toEqual(['title'])
    }),
  )
})

test('ordinary text is read back as it was', () => {
  check(
    forAll(anyString({ unit: constantFrom('a', '<', '>', '&', '"', "'", 'é', '李', '😀') }), (content) => {
      const { document } = parseHTML(`<body>${html`<p>${content}</p>`.markup}</body>`)
      expect(document.querySelector('p')?.textContent).toBe(content)
    }),
  )
})

test('markup goes in as it is, also as a list', () => {
  const items = ['a', '<b>'].map((item) => html`<li>${item}</li>`)
  expect(html`<ul>${items}</ul>${undefined}${3}`.markup).toBe('<ul><li>a</li><li>&lt;b&gt;</li></ul>3')
})

test('marks that turn the direction of text and control characters are shown, not obeyed', () => {
  expect(escapeHtml('a\u202eb\u0000c\u2066d')).toBe('a\u{fffd}b\u{fffd}c\u{fffd}d')
})
