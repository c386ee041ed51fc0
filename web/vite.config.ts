import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Tells boot.js the address of each language's catalogue, so that it loads beside the first script. */
const catalogueHints = (): Plugin => ({
  name: 'catalogue-hints',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler(html, { bundle }) {
      const hints = Object.values(bundle ?? {}).flatMap((chunk) => {
        const language =
          chunk.type === 'chunk' && /locales\/([\w-]+)\.json$/.exec(chunk.facadeModuleId ?? '')?.[1]
        return language ? [`data-${language.toLowerCase()}="/${chunk.fileName}"`] : []
      })
      return html.replace('src="/boot.js"', `src="/boot.js" ${hints.join(' ')}`)
    },
  },
})

export default defineConfig({
  plugins: [react(), catalogueHints()],
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
    // The charts chunk is large and loads only where a chart is shown.
    chunkSizeWarningLimit: 700,
  },
  test: { environment: 'node', include: ['src/**/*.test.{ts,tsx}'] },
})
