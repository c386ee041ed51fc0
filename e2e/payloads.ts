// Hostile texts in every text field of an organisation, by the API.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { People } from './people'

/** The texts that internal/proof sends to every route. */
export const payloads = readFileSync(join(import.meta.dirname, '..', 'internal', 'proof', 'testdata', 'xss.txt'), 'utf8').trimEnd().split('\n')

/** The same text with a mark on its first element, which would be found in the page. */
export const marked = (text: string) => text.replace(/<([a-z]+)/i, '<$1 data-xss')

type Body = Record<string, unknown>

/** Writes texts, and knows which field took which. */
export class Writer {
  /** By field: texts that were stored, and refusals. */
  readonly taken = new Map<string, number>()
  readonly refused = new Map<string, string>()
  readonly customers: string[] = []
  readonly pooled: string[] = []
  readonly imports: { id: string; who: string }[] = []
  private fields = new Map<string, number>()
  constructor(readonly people: People, readonly rounds: number) {}

  /** The text of a field in a round: over 80 rounds each field has each text. */
  private text(field: string, round: number, most = 10_000): string {
    if (!this.fields.has(field)) this.fields.set(field, this.fields.size)
    const place = this.fields.get(field) ?? 0
    for (let step = 0; ; step++) {
      const text = payloads[(round + place * 11 + step) % payloads.length] as string
      const with_ = marked(text)
      const best = (round + place) % 2 && with_.length <= most ? with_ : text
      if (best.length <= most) {
        this.taken.set(field, this.taken.get(field) ?? 0)
        return best
      }
      // Too long for this field: another one.
    }
  }

  /** Sends; the named fields count as written if it was taken. */
  private async send(who: string, method: 'post' | 'patch', path: string, data: Body, fields: string[]): Promise<Body | undefined> {
    const answer = await this.people.ask(who)[method](`/api/v1${path}`, { data })
    const ok = answer.ok()
    if (!ok) this.refused.set(path.replace(/\d{4,}/g, '$id'), `${answer.status()} ${(await answer.text()).slice(0, 300)}`)
    for (const f of fields) this.taken.set(f, (this.taken.get(f) ?? 0) + (ok ? 1 : 0))
    return ok ? ((await answer.json().catch(() => ({}))) as Body) : undefined
  }

  private async file(who: string, path: string, field: string, name: string, buffer: Buffer, mimeType: string): Promise<Body | undefined> {
    const answer = await this.people.ask(who).post(`/api/v1${path}`, { multipart: { file: { name, mimeType, buffer } } })
    this.taken.set(field, (this.taken.get(field) ?? 0) + (answer.ok() ? 1 : 0))
    if (!answer.ok()) this.refused.set(path, `${answer.status()} ${(await answer.text()).slice(0, 300)}`)
    return answer.ok() ? await answer.json() : undefined
  }

  async everything() {
    for (let round = 0; round < this.rounds; round++) {
      await this.organisation(round)
      await this.customer(round)
      await this.pool(round)
      await this.import(round)
    }
  }

  private async organisation(n: number) {
    const t = (field: string, most?: number) => this.text(field, n, most)
    const root = ((await (await this.people.ask('admin').get('/api/v1/departments')).json()).items as Body[])[0] as Body
    await this.send('admin', 'post', '/departments', { name: t('department', 100), parentId: root.id }, ['department'])
    const person = { name: t('person', 100), email: `x${n}@demo.laidan`, departmentId: root.id, roles: ['rep'] }
    await this.send('admin', 'post', '/people', person, ['person'])
    await this.send('admin', 'post', '/products', { name: t('product', 100), code: t('product code', 50) }, ['product', 'product code'])
    if (n < 40) await this.send('admin', 'post', '/fields', { kind: 'text', label: t('field label', 40) }, ['field label'])
    if (n < 40) await this.send('admin', 'post', '/fields', { kind: 'choice', label: `选项 ${n}`, options: [t('field option', 50), '别的'] }, ['field option'])
    await this.send('director', 'post', '/pools', { name: t('pool', 60), dailyClaims: 5 }, ['pool'])
    await this.send('manager1', 'post', '/views', { name: t('view', 60), list: 'customers', filter: 'grade = "A"', shared: true }, ['view'])
    await this.send('rep1', 'post', '/me/tokens', { name: t('token', 100), days: 30 }, ['token'])
    await this.send(this.hand(n), 'post', '/customers/shared-numbers', { phone: `0571-8765${1000 + n}`, reason: t('shared number reason', 300) }, ['shared number reason'])
    if (n === 0) {
      const organisation = await (await this.people.ask('admin').get('/api/v1/organisation')).json()
      await this.send('admin', 'patch', '/organisation', { name: t('organisation', 100), version: organisation.version }, ['organisation'])
    }
  }

  /** What a customer has in words. */
  private facts(kind: string, n: number, phone = ''): { body: Body; fields: string[] } {
    const sizes: Record<string, number> = { name: 200, address: 500, province: 50, city: 50, competitor: 200, goal: 500, industry: 100, need: 2000, preference: 1000, remark: 5000, source: 100, sourceDetail: 200 }
    const body: Body = { kind: 'company', force: true, grade: 'A', temperature: 'hot' }
    for (const [name, most] of Object.entries(sizes)) body[name] = this.text(`${kind} ${name}`, n, most)
    body.tags = [this.text(`${kind} tag`, n, 30), this.text(`${kind} tag`, n + 40, 30)]
    const contact = Object.fromEntries([['name', 100], ['title', 100], ['remark', 2000]].map(([name, most]) => [name, this.text(`${kind} contact ${name}`, n, most as number)]))
    body.contacts = [{ ...contact, primary: true, channels: phone ? [{ kind: 'phone', value: phone }] : [] }]
    return { body, fields: [...Object.keys(sizes).map((f) => `${kind} ${f}`), `${kind} tag`, ...['name', 'title', 'remark'].map((f) => `${kind} contact ${f}`)] }
  }

  private async customer(n: number) {
    const who = 'rep1'
    const t = (field: string, most?: number) => this.text(field, n, most)
    const defs: Body[] = (await (await this.people.ask(who).get('/api/v1/fields')).json()).items ?? []
    const product = ((await (await this.people.ask(who).get('/api/v1/products')).json()).items as Body[]).at(-1)
    const { body, fields } = this.facts('customer', n, `139${String(10_000_000 + n)}`)
    const own = defs.filter((d) => d.kind === 'text' && d.custom !== false).slice(-2)
    if (own.length) body.custom = Object.fromEntries(own.map((d) => [String(d.key).replace('custom.', ''), t('custom value', 500)]))
    const made = await this.send(who, 'post', '/customers', { ...body, productId: product?.id }, [...fields, ...(own.length ? ['custom value'] : [])])
    if (!made) return
    const at = `/customers/${made.id}`
    this.customers.push(String(made.id))
    const paper = await this.file(who, '/files', 'file name', `${t('file name', 120).replace(/[/\\]/g, '／')}.pdf`, Buffer.from('%PDF-1.4\n'), 'application/pdf')
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString()
    const touch = await this.send(who, 'post', `${at}/touches`, {
      channel: 'call', result: 'connected', content: t('touch'), feedback: t('feedback', 4000), files: paper ? [paper.id] : [],
      next: { at: tomorrow, channel: 'visit', content: t('next content', 2000), goal: t('next goal', 500) },
    }, ['touch', 'feedback', 'next content', 'next goal'])
    const happened = (touch?.touch as Body)?.id ?? touch?.id
    if (happened) await this.send('manager1', 'post', `${at}/touches/${happened}/comments`, { content: t('comment', 4000) }, ['comment'])
    const plan = await this.send(who, 'post', `${at}/plans`, { at: tomorrow, channel: 'call', content: t('plan content', 2000), goal: t('plan goal', 500), reason: t('plan reason', 500) }, ['plan content', 'plan goal', 'plan reason'])
    const planned = (plan?.plan as Body)?.id ?? plan?.id
    if (planned && n % 4 === 1) await this.send(who, 'post', `${at}/plans/${planned}/cancel`, { reason: t('plan cancel reason', 500) }, ['plan cancel reason'])
    await this.deals(at, n, paper)
    const now = await (await this.people.ask(who).get(`/api/v1${at}`)).json()
    if (n % 4 === 2) await this.send(who, 'post', `${at}/release`, { reason: t('release reason', 400), version: now.version }, ['release reason'])
    if (n % 4 === 3) await this.send(who, 'post', `${at}/moves`, { to: 'abandoned', reason: 'bought_elsewhere', competitor: t('abandon competitor', 120), version: now.version }, ['abandon competitor'])
    if (n % 4 === 0) await this.send('manager1', 'post', `${at}/moves`, { to: 'signed', override: true, reason: t('override reason', 400), version: now.version }, ['override reason'])
    if (n % 4 === 1) {
      const other = ((await (await this.people.ask('manager1').get('/api/v1/people/names')).json()).items as Body[]).find((p) => p.id !== now.owner?.id && p.departmentId === undefined)
      if (other) await this.send('manager1', 'post', `${at}/assign`, { ownerId: now.owner.id === other.id ? now.owner.id : other.id, reason: t('assign reason', 400), version: now.version }, ['assign reason'])
    }
  }

  private async deals(at: string, n: number, paper: Body | undefined) {
    const t = (field: string, most?: number) => this.text(field, n, most)
    const who = 'rep1'
    const amount = { amount: 8_600_000 + n, currency: 'CNY' }
    const day = new Date().toISOString().slice(0, 10)
    const deal = await this.send(who, 'post', `${at}/deals`, { name: t('deal', 120), competitor: t('deal competitor', 120), amount, expectedOn: day }, ['deal', 'deal competitor'])
    const lost = await this.send(who, 'post', `${at}/deals`, { name: t('second deal', 120), amount, expectedOn: day }, ['second deal'])
    if (lost) await this.send(who, 'post', `/deals/${lost.id}/lost`, { reason: t('lost reason', 400), competitor: t('lost competitor', 120), version: lost.version }, ['lost reason', 'lost competitor'])
    if (!deal) return
    const contract = await this.send(who, 'post', `/deals/${deal.id}/contract`, { amount, number: t('contract number', 60), signedOn: day, ...(paper ? { fileId: paper.id } : {}) }, ['contract number'])
    const id = (contract?.contract as Body)?.id ?? contract?.id
    if (id) await this.send(who, 'post', `/contracts/${id}/payments`, { amount: { amount: 100_000, currency: 'CNY' }, paidOn: day, method: t('payment method', 40), remark: t('payment remark', 400) }, ['payment method', 'payment remark'])
  }

  /** For those who see pools only. */
  private async pool(n: number) {
    const pools: Body[] = (await (await this.people.ask('support1').get('/api/v1/pools')).json()).items
    const { body, fields } = this.facts('pooled', n) // without a number: they may not ask for more than 30 an hour
    const made = await this.send('support1', 'post', '/customers', { ...body, poolId: pools[0]?.id }, fields)
    if (made) this.pooled.push(String(made.id))
  }

  /** In turns: nobody may ask for more than 30 numbers an hour. */
  private hand = (n: number) => ['support1', 'manager1', 'director'][n % 3] as string

  private async import(n: number) {
    const who = this.hand(n)
    const cell = (text: string) => `"${text.replaceAll('"', '""')}"`
    const rows = Array.from({ length: 3 }, (_, i) => [this.text('cell name', n + i), `137${30_000_000 + n * 10 + i}`, this.text('cell remark', n + i), this.text('cell of no field', n + i)].map(cell).join(','))
    const csv = `客户名称,手机,备注,${cell(this.text('import header', n))}\n${rows.join('\n')}\n${cell(this.text('cell of a bad row', n))},12,x,y\n`
    const name = `${this.text('import file name', n, 120).replace(/[/\\]/g, '／')}.csv`
    const made = await this.file(who, '/imports', 'import file name', name, Buffer.from(csv), 'text/csv')
    if (!made) return
    for (const f of ['cell name', 'cell remark', 'cell of no field', 'import header', 'cell of a bad row']) this.taken.set(f, (this.taken.get(f) ?? 0) + 1)
    this.imports.push({ id: String(made.id), who })
    if (n % 2 === 0) await this.send(who, 'post', `/imports/${made.id}/run`, {}, [])
  }
}
