import { createHash } from 'node:crypto'

/**
 * Makes a page handier, and holds nothing that it needs: tables are sorted by the buttons of their headings and filtered by words, a term is explained
 * where the pointer or the focus rests, the contents show where the reader is.
 */
export const script = `(() => {
'use strict'
const make = (name, set = {}, attributes = {}) => {
  const element = Object.assign(document.createElement(name), set)
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
  return element
}
const raised = '⁰¹²³⁴⁵⁶⁷⁸⁹'
const plainNumber = (text) => {
  const power = /^([\\d.]+) × 10⁻([⁰¹²³⁴⁵⁶⁷⁸⁹]+)$/.exec(text)
  if (power) return Number(power[1]) * 10 ** -Number([...power[2]].map((mark) => raised.indexOf(mark)).join(''))
  const bare = text.replace(/^[<>] /, '').replace(/ %$/, '').replace('−', '-').replaceAll(',', '')
  return /^[+-]?\\d+(\\.\\d+)?$/.test(bare) ? Number(bare) : NaN
}
const numberOf = (text) => {
  const share = /([\\d,]+) of ([\\d,]+)$/.exec(text)
  return share ? plainNumber(share[1]) / plainNumber(share[2]) : plainNumber(text)
}
const collator = new Intl.Collator('en', { numeric: true })
const textOf = (row, at) => (row.cells[at]?.textContent ?? '').trim()
const sortRows = (rows, at, direction) => {
  const keyed = rows.map((row, no) => ({ row, no, text: textOf(row, at), last: row.className === 'sum' ? 1 : 0 }))
  const filled = keyed.filter(({ text, last }) => text !== '' && !last)
  const numbers = filled.map(({ text }) => numberOf(text))
  const numeric = numbers.some((value) => !isNaN(value))
  filled.forEach((entry, index) => { entry.value = numbers[index] })
  const empty = (entry) => (entry.text === '' || (numeric && isNaN(entry.value)) ? 1 : 0)
  return keyed.sort((a, b) => a.last - b.last || empty(a) - empty(b) ||
    (empty(a) ? 0 : direction * (numeric ? a.value - b.value : collator.compare(a.text, b.text))) || a.no - b.no).map(({ row }) => row)
}
const filterBox = (table, rows) => {
  const name = table.caption?.textContent ?? ''
  const label = make('label', { textContent: 'Filter ' })
  const input = make('input', { type: 'search', autocomplete: 'off' }, { 'aria-label': 'Filter rows: ' + name })
  const told = make('output')
  label.append(input)
  const box = make('div', { className: 'filter' })
  box.append(label, told)
  if (table.caption.className === 'hidden') table.closest('.scroll').before(box)
  else {
    table.setAttribute('aria-label', name)
    table.caption.append(box)
  }
  const texts = rows.map((row) => [...row.cells].map((cell) => cell.textContent).join(' ').toLowerCase())
  input.addEventListener('input', () => {
    const words = input.value.toLowerCase().split(/\\s+/).filter(Boolean)
    let n = 0
    rows.forEach((row, index) => {
      row.hidden = !words.every((word) => texts[index].includes(word))
      if (!row.hidden) n += 1
    })
    told.textContent = words.length === 0 ? '' : n.toLocaleString('en-US') + ' of ' + rows.length.toLocaleString('en-US') + ' rows'
  })
}
for (const table of document.querySelectorAll('table:not([data-plain])')) {
  const body = table.tBodies[0]
  const rows = [...body.rows]
  if (rows.length < 2) continue
  const heads = [...table.tHead.rows[0].cells]
  heads.forEach((head, at) => {
    const name = head.textContent
    const button = make('button', { type: 'button', className: 'sort' }, { 'aria-label': 'Sort by ' + name })
    head.abbr = name
    head.append(button)
    button.addEventListener('click', () => {
      const was = head.getAttribute('aria-sort')
      const now = was === null ? 'ascending' : was === 'ascending' ? 'descending' : null
      for (const one of heads) one.removeAttribute('aria-sort')
      if (now !== null) head.setAttribute('aria-sort', now)
      body.append(...(now === null ? rows : sortRows(rows, at, now === 'ascending' ? 1 : -1)))
    })
  })
  if (rows.length > 15) filterBox(table, rows)
}
const tip = make('div', { id: 'tip', hidden: true }, { 'aria-hidden': 'true' })
document.body.append(tip)
let leaving
const hide = () => { tip.hidden = true }
const show = (term) => {
  clearTimeout(leaving)
  tip.textContent = document.getElementById(term.getAttribute('aria-describedby'))?.textContent ?? ''
  tip.hidden = false
  const at = term.getBoundingClientRect()
  const left = Math.max(8, Math.min(at.left, document.documentElement.clientWidth - tip.offsetWidth - 8))
  const below = at.bottom + tip.offsetHeight + 12 < innerHeight
  tip.style.left = left + scrollX + 'px'
  tip.style.top = (below ? at.bottom + 4 : at.top - tip.offsetHeight - 4) + scrollY + 'px'
}
const termOf = (event) => (event.target instanceof Element ? event.target.closest('.term') : null)
for (const name of ['mouseover', 'focusin']) document.addEventListener(name, (event) => {
  const term = termOf(event)
  if (term) show(term)
  else if (event.target === tip) clearTimeout(leaving)
})
for (const name of ['mouseout', 'focusout']) document.addEventListener(name, (event) => {
  if (termOf(event) || event.target === tip) leaving = setTimeout(hide, 150)
})
document.addEventListener('keydown', (event) => { if (event.key === 'Escape') hide() })
const openTarget = () => {
  const target = location.hash.length > 1 ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null
  const folded = target?.closest('details')
  if (folded) folded.open = true
}
addEventListener('hashchange', openTarget)
openTarget()
const links = new Map([...document.querySelectorAll('nav a')].map((link) => [link.getAttribute('href').slice(1), link]))
let current
const watch = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue
    current?.removeAttribute('aria-current')
    current = links.get(target.id)
    current?.setAttribute('aria-current', 'true')
    if (current) current.closest('ul').scrollLeft = current.offsetLeft - 24
  }
}, { rootMargin: '-20% 0px -75% 0px' })
for (const section of document.querySelectorAll('main > section')) watch.observe(section)
})()`

/** What the policy of the page names, so that this script runs and no other. */
export const scriptHash = `sha256-${createHash('sha256').update(script).digest('base64')}`
