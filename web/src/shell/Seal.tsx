import { useTranslation } from 'react-i18next'

/** The logo. */
export function Seal({ size = 24 }: { size?: number }) {
  const { t } = useTranslation()
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" role="img" aria-label={t('ui.product')}>
      <rect width="24" height="24" rx="5.5" fill="var(--seal)" />
      <path
        d="M5.2 6.2h13.6M7 11h10M9 15.6h6M11 19.6h2"
        stroke="#FFF8F2"
        strokeWidth="2.3"
        strokeLinecap="round"
      />
    </svg>
  )
}
