"""What is looked at where focus stands, in the page itself: one question per press of Tab."""

from typing import Any, Final

from playwright.sync_api import ElementHandle

# A stop is said by its words. WCAG 2.2: 2.4.3 focus order, 2.4.7 focus visible, 2.4.11 focus not
# obscured, 2.1.2 no keyboard trap.
_SAID: Final = """
const said = one => one.localName + ' ' + JSON.stringify(
  (one.textContent.trim() || one.labels?.[0]?.textContent.trim() || one.name || '').slice(0, 60));
"""
STOP: Final = (
    """back => {"""
    + _SAID
    + """
  const on = document.activeElement, before = window.klikBefore;
  window.klikBefore = on;
  window.klikSeen ??= new Set();
  const is_top = on.matches('.skip'), is_left = is_top && window.klikSeen.has(on);
  // Past its end one comes to what is the browser's own, and so to its top again.
  if (on === document.body) { return { said: 'body', is_top, is_left: true, faults: [] }; }
  window.klikSeen.add(on);
  const faults = [];
  const has_ring = one => {
    const style = getComputedStyle(one);
    return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2
      && !/^rgba.*, 0\\)$/.test(style.outlineColor);
  };
  let ringed = on;
  while (ringed && !has_ring(ringed)) { ringed = ringed.parentElement; }
  if (!on.matches(':focus-visible') || !ringed) { faults.push('focus is not seen'); }
  const box = (ringed ?? on).getBoundingClientRect();
  const across = [0.02, 0.25, 0.5, 0.75, 0.98].map(part => box.left + part * box.width);
  const down = [0.1, 0.5, 0.9].map(part => box.top + part * box.height);
  const is_in_sight = across.some(x => down.some(y => {
    const hit = document.elementFromPoint(x, y);
    return hit && ((ringed ?? on).contains(hit)
      || hit.contains(on) && hit.closest('label, a, button'));
  }));
  if (!is_in_sight) { faults.push('focus lies behind something, or out of sight'); }
  if (on.tabIndex > 0) { faults.push('focus leaves the order of the page'); }
  if (before === on) { faults.push('focus is held'); }
  if (before?.isConnected && before !== document.body && before !== on) {
    const [first, then] = back ? [on, before] : [before, on];
    const follows = first.compareDocumentPosition(then) & Node.DOCUMENT_POSITION_FOLLOWING;
    const [a, b] = [first, then].map(one => one.getBoundingClientRect());
    const is_beside = b.left >= a.right || b.right <= a.left;
    const both_in_main = [first, then].every(one => one.closest('main') && !one.matches('main'));
    if (!follows && !is_top) { faults.push('focus leaves the order of the page'); }
    else if (both_in_main && !is_beside && b.bottom <= a.top) { faults.push('focus goes up'); }
  }
  return { said: said(on), is_top, is_left, faults };
}"""
)
UNREACHED: Final = (
    """() => {"""
    + _SAID
    + """
  const seen = window.klikSeen ?? new Set();
  const names = new Set([...seen].filter(one => one.type === 'radio').map(one => one.name));
  return [...document.querySelectorAll(
      'a[href], button, input, select, textarea, summary, [tabindex="0"], [onclick]')]
    .filter(one => one.type !== 'hidden' && !one.disabled && one.checkVisibility({
      checkVisibilityCSS: true }) && !seen.has(one)
      && !(one.type === 'radio' && names.has(one.name)))
    .map(said);
}"""
)


def said_of(one: ElementHandle) -> Any:
    """Return the words of a control."""
    return one.evaluate("one => {" + _SAID + "return said(one); }")
