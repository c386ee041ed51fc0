import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { ConfigProvider } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from './api/problem'
import { antLocale } from './i18n'
import { useMedia, usePhone } from './lib/media'
import { prefs, usePref } from './lib/prefs'
import { antTheme, type Mode } from './ui/theme'
import { DayProvider } from './ui/useDay'

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

const button = { autoInsertSpace: false }

export function Providers({ children }: { children: ReactNode }) {
  const { i18n } = useTranslation()
  const mode = useMode()
  const phone = usePhone()
  const still = useMedia('(prefers-reduced-motion: reduce)')
  const locale = antLocale(i18n.language)
  return (
    <QueryClientProvider client={queryClient}>
      <ConfigProvider
        theme={antTheme(mode, i18n.language, { phone, still })}
        button={button}
        {...(locale ? { locale } : {})}
      >
        <DayProvider>{children}</DayProvider>
      </ConfigProvider>
    </QueryClientProvider>
  )
}
