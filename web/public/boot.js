// Runs before the first paint: the chosen theme and language, so that nothing
// flashes; the language's texts and who is logged in, so that nothing waits.
;(() => {
  const root = document.documentElement
  const read = (key) => {
    try {
      return localStorage.getItem(key)
    } catch {
      return null
    }
  }
  const theme = read('laidan.theme')
  if (theme === 'light' || theme === 'dark') root.dataset.theme = theme
  root.lang = read('laidan.language') || (/^zh/i.test(navigator.language) ? 'zh-CN' : 'en')
  const texts = document.currentScript.getAttribute(`data-${root.lang.toLowerCase()}`)
  if (texts) {
    const link = document.createElement('link')
    link.rel = 'modulepreload'
    link.href = texts
    document.head.append(link)
  }
  // Only for a browser that was logged in before: others would just see a 401.
  if (read('laidan.in'))
    window.laidanMe = fetch('/api/v1/me', { credentials: 'same-origin' }).catch(() => null)
})()
