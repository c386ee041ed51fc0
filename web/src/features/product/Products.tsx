import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { Package, Plus } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '@/api/client'
import { keys } from '@/api/keys'
import { useMay, useMe } from '@/api/queries'
import { useRefresh } from '@/api/stale'
import type { Money, Product } from '@/api/types'
import { currencySign, moneyPlain } from '@/lib/money'
import { type Column, DataTable } from '@/ui/DataTable'
import { listOfAll } from '@/ui/list'
import { Chip, Kbd } from '@/ui/marks'
import { type FormField, RecordForm } from '@/ui/RecordForm'
import { Sheet } from '@/ui/Sheet'
import { Empty } from '@/ui/States'
import { Toolbar } from '@/ui/Toolbar'
import { useHotkeys } from '@/ui/useHotkeys'

/** The form; without a price it is null. */
type Fields = Pick<Product, 'name' | 'code' | 'active'> & { price: Money | null }

/** The catalogue: what is sold, at which list price. */
export default function Products() {
  const { t } = useTranslation()
  const mayWrite = useMay()('product.write')
  const { currency } = useMe().tenant
  const [open, setOpen] = useState<Product | 'new'>()
  const query = useQuery({
    queryKey: [...keys.products, 'all'],
    queryFn: async () => (await api.get('/products', { params: { query: { all: true } } })).items,
  })
  const columns = useColumns(currency)
  useHotkeys({ n: mayWrite ? () => setOpen('new') : undefined })
  const product = open === 'new' ? undefined : open
  return (
    <>
      {mayWrite ? (
        <Toolbar
          actions={
            <Button type="primary" icon={<Plus size={15} aria-hidden />} onClick={() => setOpen('new')}>
              {t('ui.products.new')}
              <Kbd>N</Kbd>
            </Button>
          }
        />
      ) : null}
      <DataTable<Product>
        label={t('ui.settings.products')}
        columns={columns}
        list={listOfAll(query)}
        rowKey={(p) => p.id}
        {...(mayWrite ? { onOpen: (p: Product) => setOpen(p) } : {})}
        density="one"
        count={(shown) => t('ui.products.count', { count: shown })}
        empty={<Empty icon={Package} title={t('ui.products.empty')} text={t('ui.products.emptyText')} />}
      />
      <Sheet
        title={product?.name ?? t('ui.products.new')}
        open={Boolean(open)}
        onClose={() => setOpen(undefined)}
        width={460}
      >
        <Edit key={product?.id ?? 'new'} product={product} onDone={() => setOpen(undefined)} />
      </Sheet>
    </>
  )
}

function useColumns(currency: string): Column<Product>[] {
  const { t } = useTranslation()
  return [
    { key: 'name', title: t('ui.products.name'), render: (p) => <b>{p.name}</b> },
    {
      key: 'code',
      title: t('ui.products.code'),
      width: 160,
      render: (p) => p.code || <span className="c3">—</span>,
    },
    {
      key: 'price',
      title: t('ui.products.price', { sign: currencySign(currency) }),
      width: 140,
      align: 'right',
      render: (p) => (p.price ? moneyPlain(p.price) : <span className="c3">—</span>),
    },
    {
      key: 'state',
      title: t('ui.people.state'),
      width: 110,
      phone: 'side',
      render: (p) =>
        p.active ? (
          <span className="c3">{t('ui.products.sold')}</span>
        ) : (
          <Chip>{t('ui.products.unsold')}</Chip>
        ),
    },
  ]
}

function Edit({ product, onDone }: { product: Product | undefined; onDone: () => void }) {
  const { t } = useTranslation()
  const refresh = useRefresh()
  const initial = useMemo<Partial<Fields>>(() => {
    if (!product) return { active: true }
    const { name, code, price, active } = product
    return { name, code, price, active }
  }, [product])
  const fields: FormField[] = [
    { name: 'name', label: t('ui.products.name'), type: 'text', maxLength: 100 },
    { name: 'code', label: t('ui.products.code'), type: 'text', maxLength: 50, optional: true },
    { name: 'price', label: t('ui.products.listPrice'), type: 'money', optional: true },
    ...(product
      ? [
          {
            name: 'active',
            label: t('ui.products.sold'),
            type: 'switch' as const,
            help: t('ui.products.soldHelp'),
          },
        ]
      : []),
  ]
  const save = async (values: Fields, changed: Partial<Fields>) => {
    if (product)
      await api.patch('/products/{id}', {
        params: { path: { id: product.id } },
        body: { version: product.version, ...changed, price: changed.price ?? undefined },
      })
    else
      await api.post('/products', {
        body: {
          name: values.name,
          code: values.code || undefined,
          price: values.price || undefined,
        },
      })
    refresh('product')
    onDone()
  }
  return <RecordForm<Fields> fields={fields} initial={initial} onSave={save} onCancel={onDone} />
}
