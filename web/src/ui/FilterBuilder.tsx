// A filter that reads as a sentence: 当 … 且 … 或 …. Groups go one level deep;
// what nests deeper is edited as text.
import { Button, Input, Select } from 'antd'
import { Plus, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  type Group,
  isGroup,
  type Node,
  nodeOf,
  type Op,
  printFilter,
  type Sentence,
  sentenceOf,
  type Test,
} from '@/lib/filter'
import { type FilterField, operatorsOf, opWord } from '@/lib/filterWords'
import s from './FilterBuilder.module.css'
import { FilterValue, firstArgs } from './FilterValue'
import { IconButton } from './IconButton'
import { Kbd } from './marks'
import { useHotkeys } from './useHotkeys'

export interface FilterCount {
  count: number
  more?: boolean
}

interface Props {
  fields: FilterField[]
  /** The filter in force, as text and as the server read it: undefined until it is there. */
  value: string
  tree: Node | null | undefined | 'wrong'
  /** Has a text read; refuses what is no filter. */
  read: (text: string) => Promise<unknown>
  /** The new filter, with its tree where the builder made it. */
  onApply: (text: string, tree?: Node | null) => void
  /** Counts what a filter would find, before it is applied. */
  countOf?: (text: string) => Promise<FilterCount>
  /** The organisation's, for amounts. */
  currency: string
  onSaveView?: (text: string) => void
}

const blank = (fields: FilterField[]): Test => {
  const field = fields[0]
  if (!field) return { field: '', op: '=', args: [] }
  const op = operatorsOf(field)[0] ?? '='
  return { field: field.key, op, args: firstArgs(field, op) }
}

/** What is being changed: a sentence, or null for a text that no sentence shows. */
interface Draft {
  from: string
  sentence: Sentence | null | undefined
  text: string
}

const shapeOf = (tree: Props['tree']): Draft['sentence'] =>
  tree === 'wrong' ? null : tree === undefined ? undefined : sentenceOf(tree)

export function FilterBuilder(props: Props) {
  const { fields, value, tree, onApply, countOf, currency, onSaveView } = props
  const { t } = useTranslation()
  const [draft, setDraft] = useState<Draft>()
  const current = draft?.from === value ? draft : { from: value, sentence: shapeOf(tree), text: value }
  const set = (sentence: Sentence) => setDraft({ from: value, sentence, text: printFilter(nodeOf(sentence)) })
  const changed = current.text !== value
  const apply = () =>
    current.sentence ? onApply(current.text, nodeOf(current.sentence)) : onApply(current.text)
  useHotkeys({ 'ctrl+enter': apply }, { level: 'page', enabled: changed })
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a line
    <div
      className={s.box}
      role="group"
      aria-label={t('ui.filter.title')}
      onKeyDown={(event) => {
        if (
          event.key === 'Enter' &&
          !event.nativeEvent.isComposing &&
          (event.target as HTMLElement).matches('input:not([role=combobox])')
        )
          apply()
      }}
    >
      {current.sentence ? (
        <Sentences fields={fields} sentence={current.sentence} currency={currency} onChange={set} />
      ) : current.sentence === undefined ? null : (
        <TextFilter
          text={current.text}
          read={props.read}
          onChange={(text) => setDraft({ from: value, sentence: null, text })}
        />
      )}
      <div className={s.line}>
        {current.sentence ? <Adders fields={fields} sentence={current.sentence} onChange={set} /> : null}
        <span className="grow" />
        {countOf ? <Counted text={current.text} before={value} countOf={countOf} /> : null}
        {changed ? (
          <Button size="small" type="text" onClick={() => setDraft(undefined)}>
            {t('ui.filter.revert')}
          </Button>
        ) : null}
        {current.text ? (
          <Button size="small" type="text" onClick={() => onApply('')}>
            {t('ui.filter.clearAll')}
          </Button>
        ) : null}
        {onSaveView ? (
          <Button size="small" onClick={() => onSaveView(current.text)}>
            {t('ui.filter.saveView')}
          </Button>
        ) : null}
        <Button size="small" type="primary" disabled={!changed} onClick={apply}>
          {t('ui.filter.apply')}
          <Kbd>↵</Kbd>
        </Button>
      </div>
    </div>
  )
}

interface PartsProps {
  fields: FilterField[]
  sentence: Sentence
  currency: string
  onChange: (sentence: Sentence) => void
}

const opposite = (join: 'and' | 'or') => (join === 'and' ? 'or' : 'and')

/** One joiner rules the sentence; groups have the other one. */
function rejoin(sentence: Sentence): Sentence {
  const join = opposite(sentence.join)
  const parts = sentence.parts.map((p) => (isGroup(p) ? { ...p, join: sentence.join } : p))
  return { join, parts }
}

function Sentences({ fields, sentence, currency, onChange }: PartsProps) {
  const { t } = useTranslation()
  const replace = (index: number, part?: Test | Group) =>
    onChange({
      ...sentence,
      parts: sentence.parts.flatMap((old, i) => (i !== index ? [old] : part ? [part] : [])),
    })
  if (sentence.parts.length === 0) return null
  return (
    <div className={s.line}>
      {sentence.parts.map((part, i) => {
        const word = i === 0 ? t('ui.filter.when') : t(`ui.filter.${sentence.join}`)
        const swap = i === 1 ? () => onChange(rejoin(sentence)) : undefined
        return isGroup(part) ? (
          <GroupPart
            key={i}
            {...{ fields, group: part, word, swap, currency }}
            onChange={(g) => replace(i, g)}
          />
        ) : (
          <TestPart
            key={i}
            {...{ fields, test: part, word, swap, currency }}
            onChange={(test) => replace(i, test)}
          />
        )
      })}
    </div>
  )
}

/** "且" between conditions; the first one can be turned into "或". */
function Word({ word, swap }: { word: string; swap: (() => void) | undefined }) {
  const { t } = useTranslation()
  if (!swap) return <span className={s.word}>{word}</span>
  return (
    <button type="button" className={s.word} onClick={swap} title={t('ui.filter.swap')}>
      {word}
    </button>
  )
}

interface TestProps {
  fields: FilterField[]
  test: Test
  word: string
  swap: (() => void) | undefined
  currency: string
  onChange: (test?: Test) => void
}

function TestPart({ fields, test, word, swap, currency, onChange }: TestProps) {
  const { t } = useTranslation()
  const field = fields.find((f) => f.key === test.field) ?? {
    key: test.field,
    label: test.field,
    kind: 'text',
  }
  const operators = operatorsOf(field)
  const ops = operators.includes(test.op) ? operators : [test.op, ...operators]
  const setField = (key: string) => {
    const next = fields.find((f) => f.key === key)
    if (next) onChange(blank([next]))
  }
  const setOp = (op: Op) => {
    const same = (op === 'in' || op === 'not in') === (test.op === 'in' || test.op === 'not in')
    const keep = same && op !== 'between' && test.op !== 'between' && test.args.length > 0
    onChange({ ...test, op, args: keep && !op.startsWith('is') ? test.args : firstArgs(field, op) })
  }
  return (
    <span className={s.test}>
      {word ? <Word word={word} swap={swap} /> : null}
      <Select
        size="small"
        variant="filled"
        aria-label={t('ui.filter.field')}
        value={test.field}
        options={fields.map((f) => ({ value: f.key, label: f.label }))}
        onChange={setField}
        showSearch={{ optionFilterProp: 'label' }}
        popupMatchSelectWidth={false}
      />
      <Select
        size="small"
        variant="filled"
        aria-label={t('ui.filter.operator', { field: field.label })}
        value={test.op}
        options={ops.map((op) => ({ value: op, label: opWord(op, field.kind, t) }))}
        onChange={setOp}
        popupMatchSelectWidth={false}
      />
      <FilterValue
        field={field}
        op={test.op}
        args={test.args}
        currency={currency}
        onChange={(args) => onChange({ ...test, args })}
      />
      <IconButton
        icon={X}
        size={13}
        label={t('ui.filter.drop', { field: field.label })}
        onClick={() => onChange(undefined)}
      />
    </span>
  )
}

function GroupPart(
  props: Omit<TestProps, 'test' | 'onChange'> & { group: Group; onChange: (group?: Group) => void },
) {
  const { fields, group, word, swap, currency, onChange } = props
  const { t } = useTranslation()
  const inside = t(group.join === 'or' ? 'ui.filter.anyOf' : 'ui.filter.allOf')
  const replace = (index: number, test?: Test) => {
    const tests = group.tests.flatMap((old, i) => (i !== index ? [old] : test ? [test] : []))
    onChange(tests.length > 0 ? { ...group, tests } : undefined)
  }
  return (
    <span className={s.group}>
      <Word word={word} swap={swap} />
      <span className={s.word}>{inside}</span>
      {group.tests.map((test, i) => (
        <TestPart
          key={i}
          fields={fields}
          test={test}
          word={i === 0 ? '' : t(`ui.filter.${group.join}`)}
          swap={undefined}
          currency={currency}
          onChange={(next) => replace(i, next)}
        />
      ))}
      <IconButton
        icon={Plus}
        size={13}
        label={t('ui.filter.addToGroup')}
        onClick={() => onChange({ ...group, tests: [...group.tests, blank(fields)] })}
      />
    </span>
  )
}

function Adders({ fields, sentence, onChange }: Omit<PartsProps, 'currency'>) {
  const { t } = useTranslation()
  const add = (part: Test | Group) => onChange({ ...sentence, parts: [...sentence.parts, part] })
  return (
    <>
      <button type="button" className={s.add} onClick={() => add(blank(fields))}>
        <Plus size={13} aria-hidden />
        {t('ui.filter.addTest')}
      </button>
      <button
        type="button"
        className={s.add}
        onClick={() => add({ join: opposite(sentence.join), tests: [blank(fields), blank(fields)] })}
      >
        <Plus size={13} aria-hidden />
        {t('ui.filter.addGroup')}
      </button>
    </>
  )
}

/** A filter the sentence cannot show. */
function TextFilter(props: { text: string; read: Props['read']; onChange: (text: string) => void }) {
  const { text, read, onChange } = props
  const { t } = useTranslation()
  const wrong = useWrong(text, read)
  return (
    <div className="col">
      <Input.TextArea
        className={s.text ?? ''}
        aria-label={t('ui.filter.text')}
        autoSize
        value={text}
        status={wrong ? 'error' : ''}
        onChange={(event) => onChange(event.target.value)}
      />
      <span className={wrong ? s.wrong : 'c3 f12'}>
        {t(wrong ? 'ui.filter.textWrong' : 'ui.filter.text')}
      </span>
    </div>
  )
}

/** Whether the text is no filter, once typing rests. */
function useWrong(text: string, read: Props['read']): boolean {
  const [wrong, setWrong] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => {
      read(text).then(
        () => setWrong(''),
        () => setWrong(text),
      )
    }, 400)
    return () => clearTimeout(timer)
  }, [text, read])
  return wrong !== '' && wrong === text
}

/** "符合 21 位，之前 38 位" */
function Counted(props: { text: string; before: string; countOf: (text: string) => Promise<FilterCount> }) {
  const { text, before, countOf } = props
  const { t } = useTranslation()
  const [now, setNow] = useState<FilterCount>()
  const [was, setWas] = useState<FilterCount>()
  useCount(text, countOf, setNow)
  useCount(before, countOf, setWas)
  const say = (c: FilterCount) => `${c.count.toLocaleString('en')}${c.more ? '+' : ''}`
  return (
    <span className={s.count} role="status">
      {now ? t('ui.filter.matches', { count: now.count, text: say(now) }) : ''}
      {now && was && text !== before ? t('ui.filter.before', { text: say(was) }) : ''}
    </span>
  )
}

function useCount(
  text: string,
  countOf: (text: string) => Promise<FilterCount>,
  set: (count: FilterCount | undefined) => void,
) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new function every render must not count again
  useEffect(() => {
    let current = true
    const timer = setTimeout(() => {
      countOf(text)
        .then((count) => current && set(count))
        .catch(() => current && set(undefined))
    }, 400)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [text])
}
