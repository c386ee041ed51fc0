// Runs before the first paint: the chosen theme and language, so that nothing
// flashes; the language's texts, the page's scripts, who is logged in and what
// the page asks for first, so that nothing waits for something else.
;(() => {
  const root = document.documentElement
  const { dataset } = document.currentScript
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
  const preload = (file) => {
    const link = document.createElement('link')
    link.rel = file.endsWith('.css') ? 'stylesheet' : 'modulepreload'
    link.href = `/assets/${file}`
    if (link.rel === 'modulepreload') link.crossOrigin = ''
    document.head.append(link)
  }
  const { files, of } = JSON.parse(dataset.hints || '{"of":{}}')
  const [, name, below] = location.pathname.split('/')
  const page = below ? `/${name}/$` : `/${name}` // a list and one of its records are two pages
  const wide = matchMedia('(min-width: 1024px)').matches ? `${page} wide` : ''
  for (const file of new Set([root.lang, page, wide].flatMap((key) => of[key] || []))) preload(files[file])
  // Formats of dates take long to be made the first time; here nobody waits for them.
  setTimeout(() =>
    new Intl.DateTimeFormat(root.lang, {
      timeZone: 'Asia/Shanghai',
      weekday: 'short',
      hour: 'numeric',
    }).format(),
  )
  // Only for a browser that was logged in before: others would just see a 401.
  if (!read('laidan.in')) return
  const ask = (url) => {
    if (url.startsWith('/api/v1/'))
      window.laidanEarly[url] = fetch(url, {
        credentials: 'same-origin',
        headers: { 'Accept-Language': root.lang },
      }).catch(() => null)
  }
  window.laidanEarly = {}
  ask('/api/v1/me')
  if (location.search) return
  try {
    ask(JSON.parse(read(`laidan.first:${location.pathname}`)).url) // see api/first.ts
  } catch {
    // Nothing was remembered of this page.
  }
})()
