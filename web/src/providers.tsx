import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { ConfigProvider } from 'antd'
import type { Locale } from 'antd/es/locale'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from './api/problem'
import { useMedia, usePhone } from './lib/media'
import { prefs, usePref } from './lib/prefs'
import { antTheme, type Mode } from './ui/theme'

const retry = (count: number, error: unknown) => error instanceof ApiError && error.offline && count < 2

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 30_000, retry, networkMode: 'always' },
    mutations: { networkMode: 'always' },
  },
})

/** Light or dark, following the system unless chosen. */
export function useMode(): Mode {
  const chosen = usePref(prefs.theme)
  const dark = useMedia('(prefers-color-scheme: dark)')
  return chosen === 'system' ? (dark ? 'dark' : 'light') : chosen
}

// Ant Design's own words (date picker, empty select) come with the language.
const antLocales: Record<string, () => Promise<{ default: Locale }>> = {
  'zh-CN': () => import('antd/es/locale/zh_CN'),
  en: () => import('antd/es/locale/en_US'),
}

function useAntLocale(language: string): Locale | undefined {
  const [locale, setLocale] = useState<Locale>()
  useEffect(() => {
    let current = true
    void antLocales[language]?.().then((module) => current && setLocale(module.default))
    return () => {
      current = false
    }
  }, [language])
  return locale
}

const button = { autoInsertSpace: false }

export function Providers({ children }: { children: ReactNode }) {
  const { i18n } = useTranslation()
  const mode = useMode()
  const phone = usePhone()
  const still = useMedia('(prefers-reduced-motion: reduce)')
  const locale = useAntLocale(i18n.language)
  return (
    <QueryClientProvider client={queryClient}>
      <ConfigProvider
        theme={antTheme(mode, i18n.language, { phone, still })}
        button={button}
        {...(locale ? { locale } : {})}
      >
        {children}
      </ConfigProvider>
    </QueryClientProvider>
  )
}
