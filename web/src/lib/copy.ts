/** Copies a text; also on plain http, where browsers have no clipboard API. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    const box = document.createElement('textarea')
    box.value = text
    box.style.position = 'fixed'
    box.style.opacity = '0'
    // Inside an open dialog only its own children can take focus.
    const host = document.activeElement?.closest('dialog, [role=dialog]') ?? document.body
    host.append(box)
    box.select()
    const ok = document.execCommand('copy')
    box.remove()
    return ok
  }
}
