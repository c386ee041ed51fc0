// What does not fit on a page: words that are cut without saying so, controls
// that cannot be reached, controls on top of each other.
import type { Page } from '@playwright/test'

/** Runs in the page. */
function measure(): string[] {
  const faults: string[] = []
  const wide = document.documentElement.scrollWidth - innerWidth
  if (wide > 0) faults.push(`the page is ${wide} px too wide`)
  const shown = (e: Element) => (e as HTMLElement).checkVisibility({ opacityProperty: true, visibilityProperty: true })
  const place = (e: Element) => {
    const name = (x: Element) => x.tagName.toLowerCase() + (x.id ? `#${x.id}` : '') + [...x.classList].slice(0, 2).map((c) => `.${c}`).join('')
    return [e.parentElement?.parentElement, e.parentElement, e].filter((x) => x !== null && x !== undefined).map(name).join(' > ')
  }
  const words = (e: Element) => `“${(e.getAttribute('aria-label') ?? (e as HTMLElement).innerText ?? '').trim().replace(/\s+/g, ' ').slice(0, 50)}”`
  const above = (e: Element): Element[] => {
    const list: Element[] = []
    let x: Element | null = e
    while (x && x !== document.documentElement) {
      list.push(x)
      const position: string = getComputedStyle(x).position
      if (position === 'fixed') break
      x = x.parentElement
    }
    return list
  }
  const hidden = (e: Element) => above(e).some((x) => { const s = getComputedStyle(x); return s.clipPath !== 'none' || (s.clip !== 'auto' && s.position === 'absolute') || ((x as HTMLElement).offsetWidth <= 1 && s.overflow !== 'visible') })
  // With a dialog open only the dialog counts.
  const dialogs = [...document.querySelectorAll('[role=dialog], dialog[open]')].filter(shown)
  const root = dialogs[dialogs.length - 1] ?? document.body

  // Words.
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const e = node.parentElement
    if (!e || !node.nodeValue?.trim() || ['SCRIPT', 'STYLE', 'TEXTAREA', 'OPTION'].includes(e.tagName) || !shown(e) || e.closest('svg, canvas') || hidden(e)) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    const box = range.getBoundingClientRect()
    if (box.width < 1 || box.height < 1) continue
    let reachable = false // by scrolling something
    for (const x of above(e)) {
      const s = getComputedStyle(x)
      const r = x.getBoundingClientRect()
      const left = r.left + x.clientLeft, right = left + x.clientWidth
      const inline = s.display === 'inline'
      if (!inline && s.overflowX !== 'visible' && (box.right > right + 1.5 || box.left < left - 1.5)) {
        if (s.overflowX === 'auto' || s.overflowX === 'scroll') { reachable = true; break }
        if (s.textOverflow === 'ellipsis' || s.webkitLineClamp !== 'none' || above(e).some((y) => y.hasAttribute('title'))) { reachable = true; break }
        faults.push(`cut at the side: ${words(e)} by ${Math.round(Math.max(box.right - right, left - box.left))} px in ${place(x)} (${place(e)})`)
        reachable = true
        break
      }
      if (!inline && s.overflowY !== 'visible' && (box.bottom > r.bottom + 3 || box.top < r.top - 3)) {
        if (s.overflowY === 'auto' || s.overflowY === 'scroll' || s.webkitLineClamp !== 'none' || s.textOverflow === 'ellipsis') { reachable = true; break }
        faults.push(`cut in height: ${words(e)} in ${place(x)} (${place(e)})`)
        reachable = true
        break
      }
    }
    if (!reachable && (box.right > innerWidth + 1 || box.left < -1)) faults.push(`outside the page: ${words(e)} (${place(e)})`)
  }

  // Controls.
  const controls = [...root.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, [role=button], [role=tab], [role=combobox], [role=switch], summary')]
    .filter((e) => shown(e) && !hidden(e) && !(e as HTMLInputElement).disabled)
    .map((e) => {
      const r = e.getBoundingClientRect()
      const box = { left: r.left, right: r.right, top: r.top, bottom: r.bottom }
      let scrolled = false
      for (const x of above(e).slice(1)) {
        const s = getComputedStyle(x)
        if (s.overflowX === 'visible' && s.overflowY === 'visible') continue
        const c = x.getBoundingClientRect()
        if (s.overflowX === 'auto' || s.overflowX === 'scroll') scrolled = true
        box.left = Math.max(box.left, c.left); box.right = Math.min(box.right, c.right)
        box.top = Math.max(box.top, c.top); box.bottom = Math.min(box.bottom, c.bottom)
      }
      return { e, r, box, scrolled, floats: above(e).find((x) => ['fixed', 'sticky'].includes(getComputedStyle(x).position)) }
    })
  for (const { e, r, box, scrolled } of controls) {
    if (r.width < 1 || r.height < 1) continue
    if (!scrolled && (r.right > innerWidth + 1 || r.left < -1)) faults.push(`cannot be reached: ${words(e)} (${place(e)})`)
    else if (!scrolled && box.right - box.left < Math.min(8, r.width) && r.top >= 0 && r.bottom <= innerHeight) faults.push(`squeezed away: ${words(e)} (${place(e)})`)
  }
  const seen = controls.filter(({ box }) => box.right - box.left > 2 && box.bottom - box.top > 2 && box.top < innerHeight && box.bottom > 0)
  for (let i = 0; i < seen.length; i++)
    for (let j = i + 1; j < seen.length; j++) {
      const a = seen[i], b = seen[j]
      if (!a || !b || a.e.contains(b.e) || b.e.contains(a.e) || a.floats !== b.floats) continue
      const w = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left)
      const h = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top)
      if (w <= 2 || h <= 2) continue
      // A link stretched over its card lies under the card's own buttons.
      const stretched = (x: typeof a, y: typeof a) => x.e.tagName === 'A' && getComputedStyle(x.e).position === 'absolute' && x.e.parentElement?.contains(y.e)
      if (stretched(a, b) || stretched(b, a)) continue
      const label = a.e.closest('label')
      if (label && label === b.e.closest('label')) continue
      // Parts of one field: the box of a select and the input in it.
      const field = '.ant-select, .ant-picker, .ant-input-number, .ant-input-affix-wrapper'
      if (a.e.closest(field) && a.e.closest(field) === b.e.closest(field)) continue
      faults.push(`on top of each other: ${words(a.e)} (${place(a.e)}) and ${words(b.e)} (${place(b.e)}), ${Math.round(w)}×${Math.round(h)} px`)
    }
  return [...new Set(faults)]
}

export const roomFaults = (page: Page) => page.evaluate(measure)
