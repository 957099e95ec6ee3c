"""What a browser makes of a page: measured on the screen, and printed."""

from typing import Any

from every import NEVER_FIRST

DESK, TELEPHONE = 1280, 390

_FAULTS = """NEVER_FIRST => {
  NEVER_FIRST = new RegExp('[' + NEVER_FIRST + ']', 'g')
  const faults = []
  const told = (what, text) => { if (faults.length < 9) faults.push(what + '：' + text.trim().slice(0, 40)) }
  for (const box of document.querySelectorAll('section.page, section.page *')) {
    const style = getComputedStyle(box)
    if (box.closest('svg') || style.display.startsWith('inline') || style.overflow === 'visible') continue
    if (box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1)
      told('切掉了', box.textContent)
  }
  const of = (range, node, index) => {
    range.setStart(node, index)
    range.setEnd(node, index + 1)
    return range.getBoundingClientRect()
  }
  const lines = []
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walk.nextNode()) {
    const node = walk.currentNode, holder = node.parentElement
    if (!node.data.trim()) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    const size = parseFloat(getComputedStyle(holder).fontSize)
    const place = (holder.closest('td, th, .cell') || holder.closest('section.page')).getBoundingClientRect()
    const upright = getComputedStyle(holder).writingMode.startsWith('horizontal')
    if (upright) for (const { index } of node.data.matchAll(NEVER_FIRST)) {
      if (index && of(range, node, index - 1).bottom <= of(range, node, index).top + 1)
        told('行首不该是', node.data.slice(index, index + 9))
    }
    range.selectNodeContents(node)
    for (const drawn of range.getClientRects()) {
      if (!drawn.width) continue
      const middle = (drawn.top + drawn.bottom) / 2, half = Math.min(size, drawn.height) / 2
      const line = { left: drawn.left, right: drawn.right, top: middle - half, bottom: middle + half }
      line.text = node.data
      if (line.left < place.left - 1 || line.right > place.right + 1 || line.top < place.top - 1 ||
          line.bottom > place.bottom + 1) told('出了格子', node.data)
      lines.push(line)
    }
  }
  lines.sort((a, b) => a.top - b.top)
  lines.forEach((a, i) => {
    for (let j = i + 1; j < lines.length && lines[j].top < a.bottom - 1.5; j++) {
      const b = lines[j]
      const over = Math.min(a.right, b.right) - Math.max(a.left, b.left)
      if (over > 1.5) told('压在一起', a.text + '｜' + b.text)
    }
  })
  return faults
}"""

_TOO_WIDE = "() => document.scrollingElement.scrollWidth - innerWidth"


def faults(browser: Any, data: bytes) -> list[str]:
    """What is wrong with a page on the screen: a desk's, then a telephone's."""
    page = browser.new_page(viewport={"width": DESK, "height": 900})
    page.set_content(data.decode())
    found: list[str] = page.evaluate(_FAULTS, NEVER_FIRST)
    page.set_viewport_size({"width": TELEPHONE, "height": 800})
    if (over := page.evaluate(_TOO_WIDE)) > 0:
        found.append(f"手机上宽出{over}点")
    page.close()
    return found


def printed(browser: Any, data: bytes) -> bytes:
    """What comes out of the printer."""
    page = browser.new_page()
    page.set_content(data.decode())
    pdf: bytes = page.pdf(prefer_css_page_size=True, print_background=True)
    page.close()
    return pdf
