// Runs before the first paint: the chosen theme and language, so that nothing
// flashes, and an early request for who is logged in.
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
  const language = read('laidan.language')
  root.lang = language || (/^zh/i.test(navigator.language) ? 'zh-CN' : 'en')
  // Only for a browser that was logged in before: others would just see a 401.
  if (read('laidan.in'))
    window.laidanMe = fetch('/api/v1/me', { credentials: 'same-origin' }).catch(() => null)
})()
