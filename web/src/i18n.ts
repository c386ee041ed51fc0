// One catalogue for server and browser, loaded per language when it is first needed.
import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { prefs } from './lib/prefs'

export const languages = ['zh-CN', 'en'] as const
export type Language = (typeof languages)[number]

type Catalogue = { default: Record<string, string> }

const catalogues: Record<Language, () => Promise<Catalogue>> = {
  'zh-CN': () => import('@locales/zh-CN.json') as unknown as Promise<Catalogue>,
  en: () => import('@locales/en.json') as unknown as Promise<Catalogue>,
}

const known = (language: string): Language | undefined => languages.find((l) => l === language)

/** The language for someone who has not chosen one. */
export const firstLanguage = (): Language =>
  known(prefs.language()) ?? (/^zh/i.test(navigator.language) ? 'zh-CN' : 'en')

/** Switches the language of the page; the catalogue is there when the promise resolves. */
export async function switchLanguage(wanted: string) {
  const language = known(wanted) ?? 'zh-CN'
  if (!i18next.hasResourceBundle(language, 'translation')) {
    const { default: texts } = await catalogues[language]()
    i18next.addResourceBundle(language, 'translation', texts)
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
