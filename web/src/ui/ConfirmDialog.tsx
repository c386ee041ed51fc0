import { Button, Input, Modal, Radio } from 'antd'
import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { asApiError } from '@/api/problem'
import s from './Dialog.module.css'
import { useHotkeys } from './useHotkeys'

export interface Reason {
  value: string
  label: string
  /** This reason needs words: what to ask ("买了哪一家"). */
  ask?: string
}

export interface Confirmed {
  reason: string
  words: string
}

interface Props {
  open: boolean
  /** The question: "放弃 承越电子？" */
  title: ReactNode
  /** The consequence. */
  text?: ReactNode
  /** The button names the act: "放弃这位客户". */
  act: string
  danger?: boolean
  reasons?: Reason[]
  words?: 'required' | 'optional'
  wordsLabel?: string
  /** A refusal stays in the dialog. */
  onConfirm: (confirmed: Confirmed) => Promise<unknown> | unknown
  onClose: () => void
  children?: ReactNode
}

/** For the few acts that cannot be taken back. Focus begins on cancel. */
export function ConfirmDialog(props: Props) {
  const { open, title, onClose } = props
  useHotkeys({}, { level: 'dialog', enabled: open })
  return (
    <Modal
      open={open}
      title={title}
      width={420}
      footer={null}
      closable={false}
      onCancel={onClose}
      destroyOnHidden
    >
      <Body {...props} />
    </Modal>
  )
}

function Body(props: Props) {
  const { t } = useTranslation()
  const [reason, setReason] = useState('')
  const [words, setWords] = useState('')
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState('')
  const cancel = useRef<HTMLButtonElement>(null)
  useEffect(() => cancel.current?.focus(), [])
  const chosen = props.reasons?.find((r) => r.value === reason)
  const asked = chosen?.ask ?? (props.words ? (props.wordsLabel ?? t('ui.confirm.words')) : '')
  const needed = Boolean(chosen?.ask) || props.words === 'required'
  const gap =
    props.reasons && !reason
      ? t('ui.confirm.reasonMissing')
      : needed && !words.trim()
        ? t('ui.confirm.wordsMissing', { asked })
        : ''

  const confirm = async () => {
    setRefused(gap)
    if (gap) return
    setBusy(true)
    try {
      await props.onConfirm({ reason, words: words.trim() })
    } catch (error) {
      setRefused(asApiError(error).message)
    } finally {
      setBusy(false)
    }
  }

  return (
    <>
      {props.text ? <p className={s.text}>{props.text}</p> : null}
      {props.reasons ? <Reasons reasons={props.reasons} value={reason} onChange={setReason} /> : null}
      {asked ? <Words label={asked} needed={needed} value={words} onChange={setWords} /> : null}
      {props.children}
      {refused ? (
        <p className={s.refused} role="alert">
          {refused}
        </p>
      ) : null}
      <div className={s.foot}>
        <Button ref={cancel} onClick={props.onClose}>
          {t('ui.cancel')}
        </Button>
        <Button type="primary" danger={props.danger ?? false} loading={busy} onClick={() => void confirm()}>
          {props.act}
        </Button>
      </div>
    </>
  )
}

function Reasons({
  reasons,
  value,
  onChange,
}: {
  reasons: Reason[]
  value: string
  onChange: (value: string) => void
}) {
  const { t } = useTranslation()
  return (
    <Radio.Group
      className={s.reasons}
      value={value}
      onChange={(event) => onChange(event.target.value as string)}
      aria-label={t('ui.confirm.reason')}
    >
      {reasons.map((r) => (
        <Radio key={r.value} value={r.value}>
          {r.label}
        </Radio>
      ))}
    </Radio.Group>
  )
}

function Words(props: { label: string; needed: boolean; value: string; onChange: (value: string) => void }) {
  const { t } = useTranslation()
  const id = useId()
  return (
    <div className={s.words}>
      <label htmlFor={id}>
        {props.label}
        {props.needed ? '' : t('ui.optional')}
      </label>
      <Input.TextArea
        id={id}
        value={props.value}
        autoSize={{ minRows: 2, maxRows: 6 }}
        maxLength={500}
        onChange={(event) => props.onChange(event.target.value)}
      />
    </div>
  )
}
