import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { prefs, type ThemeChoice as Theme, usePref } from '@/lib/prefs'
import { chooseLanguage } from './session'

interface Option<T> {
  value: T
  label: string
  lang?: string
}

function Choice<T extends string>(props: {
  label: string
  value: T
  options: Option<T>[]
  onChange: (value: T) => void
  className?: string | undefined
}) {
  const name = useId()
  return (
    <div role="radiogroup" aria-label={props.label} className={props.className}>
      {props.options.map(({ value, label, lang }) => (
        <label key={value} lang={lang}>
          <input
            type="radio"
            name={name}
            checked={value === props.value}
            onChange={() => props.onChange(value)}
          />
          {label}
        </label>
      ))}
    </div>
  )
}

export function ThemeChoice({ className }: { className?: string | undefined }) {
  const { t } = useTranslation()
  const theme = usePref(prefs.theme)
  const options: Option<Theme>[] = [
    { value: 'system', label: t('ui.theme.system') },
    { value: 'light', label: t('ui.theme.light') },
    { value: 'dark', label: t('ui.theme.dark') },
  ]
  return (
    <Choice
      label={t('ui.account.theme')}
      value={theme}
      options={options}
      onChange={prefs.setTheme}
      className={className}
    />
  )
}

/** Each language under its own name. */
export function LanguageChoice({ className }: { className?: string | undefined }) {
  const { t, i18n } = useTranslation()
  return (
    <Choice
      label={t('ui.account.language')}
      value={i18n.language}
      options={[
        { value: 'zh-CN', label: '中文', lang: 'zh-CN' },
        { value: 'en', label: 'English', lang: 'en' },
      ]}
      onChange={(language) => void chooseLanguage(language)}
      className={className}
    />
  )
}
