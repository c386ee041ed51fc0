import { Button } from 'antd'
import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { copyText } from '@/lib/copy'
import s from './Secret.module.css'

/** Something that is shown once: a token, an invitation link. */
export function Secret({ text, note, onDone }: { text: string; note: string; onDone: () => void }) {
  const { t } = useTranslation()
  const [copied, setCopied] = useState(false)
  return (
    <div className="col" style={{ gap: 12 }}>
      <p className="c2">{note}</p>
      <div className={s.box}>
        <code>{text}</code>
        <Button
          icon={copied ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />}
          onClick={async () => setCopied(await copyText(text))}
        >
          {t(copied ? 'ui.copied' : 'ui.copy')}
        </Button>
      </div>
      <div className="row" style={{ justifyContent: 'flex-end' }}>
        <Button type="primary" onClick={onDone}>
          {t('ui.done')}
        </Button>
      </div>
    </div>
  )
}
