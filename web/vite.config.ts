import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import type { Plugin, Rolldown } from 'vite'
import { defineConfig } from 'vitest/config'
import { allPages, type Page } from './src/pages.ts'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** A chunk is called after all who share it: too long for an address. */
const short = (name: string) => name.replace(/\.\w+$/, '').split('~')[0]

type Chunks = Record<string, Rolldown.OutputChunk | { type: 'asset' }>

/** A chunk's files and all they need, but for what the first script brings. */
function filesOf(chunks: Chunks, file: string, have: Set<string>): string[] {
  const chunk = chunks[file]
  if (chunk?.type !== 'chunk' || have.has(file)) return []
  have.add(file)
  const styles = [...(chunk.viteMetadata?.importedCss ?? [])].filter((css) => !have.has(css) && have.add(css))
  return [file, ...styles, ...chunk.imports.flatMap((f) => filesOf(chunks, f, have))]
}

const virtual = 'virtual:pages'

/** The pages with what loads their modules, for the program. */
const routed = (): Plugin => ({
  name: 'pages',
  resolveId: (id) => (id === virtual ? `\0${virtual}` : undefined),
  load(id) {
    if (id !== `\0${virtual}`) return
    const modules = [...new Set(allPages.map((page) => page.module))]
    const loads = modules.map((module, i) => `const load${i} = () => import('/src/features/${module}')`)
    const list = allPages.map(({ module, beside: _, ...page }) => {
      const members = Object.entries(page).map(([name, value]) => `${name}: ${JSON.stringify(value)}`)
      return `{ ${members.join(', ')}, load: load${modules.indexOf(module)} }`
    })
    return [...loads, `export default [${list}]`].join('\n')
  },
})

/** A page as boot.js finds it: a list and one of its records are two. */
const addressOf = ({ path }: Page) => path.replace(/\$\w+/, '$')

/**
 * Tells boot.js the files of each language and each page, so that they load beside
 * the first script and not behind it.
 */
const hints = (): Plugin => ({
  name: 'hints',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler(html, { bundle }) {
      const chunks = (bundle ?? {}) as Chunks
      const list = Object.values(chunks).flatMap((c) => (c.type === 'chunk' ? [c] : []))
      const first = new Set<string>()
      for (const c of list) if (c.isEntry) filesOf(chunks, c.fileName, first)
      const module = (path: string) => {
        const chunk = list.find((c) => c.facadeModuleId?.startsWith(at(`./src/${path}.`)))
        if (!chunk) throw new Error(`no chunk of ${path}`)
        return filesOf(chunks, chunk.fileName, new Set(first)).map((file) => file.replace('assets/', ''))
      }
      const found: Record<string, string[]> = Object.fromEntries([
        ...['zh-CN', 'en'].map((language) => [language, module(`languages/${language}`)]),
        ...allPages.map((page) => [addressOf(page), module(`features/${page.module}`)]),
        ...allPages.flatMap((page) =>
          page.beside ? [[`${addressOf(page)} wide`, module(`features/${page.beside}`)]] : [],
        ),
      ])
      const files = [...new Set(Object.values(found).flat())]
      const of = Object.fromEntries(
        Object.entries(found).map(([key, list]) => [key, list.map((f) => files.indexOf(f))]),
      )
      const text = JSON.stringify({ files, of }).replaceAll('"', '&quot;')
      return html.replace('src="/boot.js"', () => `src="/boot.js" data-hints="${text}"`)
    },
  },
})

export default defineConfig({
  plugins: [react(), routed(), hints()],
  resolve: { alias: { '@locales': at('../locales'), '@': at('./src') } },
  server: {
    host: '127.0.0.1',
    port: 5173,
    proxy: { '/api': 'http://127.0.0.1:8080' },
    fs: { allow: ['..'] },
  },
  build: {
    outDir: at('../internal/webui/dist'),
    emptyOutDir: true,
    // Every browser that runs the rest knows modulepreload; boot.js counts on it, too.
    modulePreload: { polyfill: false },
    // The charts chunk is large and loads only where a chart is shown.
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      output: {
        chunkFileNames: ({ name }) => `assets/${short(name)}-[hash].js`,
        assetFileNames: ({ names }) => `assets/${short(names[0] ?? '')}-[hash][extname]`,
        codeSplitting: {
          groups: [
            // What every page needs in two files: a slow processor pays for each file.
            { name: 'vendor', tags: ['$initial'], test: /node_modules/, priority: 2 },
            { name: 'first', tags: ['$initial'], priority: 1 },
            { name: 'icons', test: /lucide-react/, minShareCount: 2 },
            {
              name: 'common',
              test: /src\/(lib|api|ui\/(PageHeader|Pane|useUrl|useSwipe|SwipeActs))\b/,
              minShareCount: 2,
            },
          ],
        },
      },
    },
  },
  test: { environment: 'node', include: ['src/**/*.test.{ts,tsx}'] },
})
