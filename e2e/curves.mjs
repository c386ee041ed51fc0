// Curves of a measurement: node curves.mjs FOLDER reads FOLDER/results.json and
// draws FOLDER/*.png in the browser that the journeys use.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { chromium } from '@playwright/test'

const folder = process.argv[2] ?? '../dist/bench'
const results = JSON.parse(readFileSync(`${folder}/results.json`, 'utf8'))
const echarts = createRequire(new URL('../web/package.json', import.meta.url)).resolve('echarts/dist/echarts.min.js')

const databases = [...new Set(results.sizes.map((s) => s.database))]
const shown = ['get', 'list by next contact', 'list by name', 'search 2 hanzi', 'search phone tail', 'queue', 'funnel', 'log a touch', 'move', 'claim']

// One line per operation over the number of customers, as manager (acts are a rep's).
function growth(database, callers, figure) {
  const sizes = results.sizes.filter((s) => s.database === database).sort((a, b) => a.customers - b.customers)
  const series = shown.map((op) => ({
    name: op,
    type: 'line',
    symbolSize: 8,
    data: sizes.flatMap((s) => {
      const row = s.rows.find((r) => r.op === op && r.callers === callers && (r.role === 'manager' || ['log a touch', 'move', 'claim'].includes(op)))
      return row ? [[s.customers, Math.max(row.http[figure], 0.01)]] : []
    }),
  }))
  const title = `${database}, ${callers === 1 ? 'one caller' : `${callers} callers`}: ${figure === 'p50' ? 'median' : 'p99'} of a request, ms`
  const axis = { type: 'log', minorSplitLine: { show: true } }
  return { title: { text: title }, legend: { bottom: 0 }, grid: { left: 60, right: 30, bottom: 90 }, xAxis: { ...axis, name: 'customers', nameLocation: 'middle', nameGap: 28, min: 8000 }, yAxis: axis, series }
}

// Each operation beside the best other product, and the aim.
function beside(database) {
  const rows = results.peers.filter((p) => p.database === database && (p.sync === 'full' || ['create', 'note'].includes(p.op)))
  const name = (p) => `${p.op}, ${p.callers === 1 ? 'alone' : p.callers}${p.sync === 'normal' ? ', unsynced' : ''}`
  const times = (n) => Math.round(n * 100) / 100
  return {
    title: { text: `${database}: requests/s as a multiple of the best other product` },
    legend: { bottom: 0 },
    grid: { left: 150, right: 60, bottom: 50 },
    xAxis: { type: 'log', min: 0.1 },
    yAxis: { type: 'category', inverse: true, data: rows.map(name) },
    series: [
      { name: 'Laidan', type: 'bar', data: rows.map((p) => times(p.http.rate / p.best)), label: { show: true, position: 'right' } },
      { name: 'aim', type: 'scatter', symbol: 'rect', symbolSize: [4, 18], data: rows.map((p) => p.aim) },
    ],
  }
}

const browser = await chromium.launch({ executablePath: process.env.LAIDAN_CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] })
const page = await browser.newPage({ viewport: { width: 900, height: 560 } })
await page.setContent('<body style="margin:0;background:#fff"><div id="chart" style="width:900px;height:560px"></div></body>')
await page.addScriptTag({ path: echarts })
const draw = async (file, option) => {
  await page.evaluate((o) => {
    const old = window.echarts.getInstanceByDom(document.getElementById('chart'))
    if (old) old.dispose()
    window.echarts.init(document.getElementById('chart')).setOption({ ...o, animation: false, backgroundColor: '#fff' })
  }, option)
  await page.screenshot({ path: `${folder}/${file}.png` })
}
for (const database of databases) {
  await draw(`${database}-median`, growth(database, 1, 'p50'))
  await draw(`${database}-p99`, growth(database, 16, 'p99'))
  if (results.peers?.some((p) => p.database === database)) await draw(`${database}-peers`, beside(database))
}
await browser.close()
