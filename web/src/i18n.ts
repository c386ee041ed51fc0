// One catalogue for server and browser, loaded per language when it is first needed.
import type { Locale } from 'antd/es/locale'
import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { prefs } from './lib/prefs'

export const languages = ['zh-CN', 'en'] as const
export type Language = (typeof languages)[number]

/** All words of a language: ours, and those inside Ant Design's parts. */
interface Words {
  texts: Record<string, string>
  ant: Locale
}

const words: Record<Language, () => Promise<Words>> = {
  'zh-CN': () => import('./languages/zh-CN') as unknown as Promise<Words>,
  en: () => import('./languages/en') as unknown as Promise<Words>,
}

const antLocales = new Map<string, Locale>()

/** Ant Design's own words (date picker, empty select) in a language that is in use. */
export const antLocale = (language: string) => antLocales.get(language)

const known = (language: string): Language | undefined => languages.find((l) => l === language)

/** The language for someone who has not chosen one. */
export const firstLanguage = (): Language =>
  known(prefs.language()) ?? (/^zh/i.test(navigator.language) ? 'zh-CN' : 'en')

/** Switches the language of the page; the catalogue is there when the promise resolves. */
export async function switchLanguage(wanted: string) {
  const language = known(wanted) ?? 'zh-CN'
  if (!i18next.hasResourceBundle(language, 'translation')) {
    const { texts, ant } = await words[language]()
    antLocales.set(language, ant)
    i18next.addResourceBundle(language, 'translation', texts, false, true, { skipCopy: true })
  }
  document.documentElement.lang = language
  await i18next.changeLanguage(language)
}

/** Keys are flat ("ui.save"), so separators are off. */
export async function startI18n() {
  await i18next.use(initReactI18next).init({
    resources: {},
    lng: firstLanguage(),
    fallbackLng: false,
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  })
  await switchLanguage(firstLanguage())
}
