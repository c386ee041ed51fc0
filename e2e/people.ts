// People of the demonstration by the API: sessions to go in with, and what they speak.
import { type APIRequestContext, request } from '@playwright/test'
import { password, url } from './server'

/** Sessions on one server, each made once. */
export class People {
  readonly asks = new Map<string, APIRequestContext>()
  readonly speaks = new Map<string, string>()
  constructor(readonly server = url) {}

  /** Logs everybody in who is named. */
  async enter(...who: string[]) {
    for (const w of who) {
      if (this.asks.has(w)) continue
      const ask = await request.newContext({ baseURL: this.server })
      const answer = await ask.post('/api/v1/login', { data: { email: `${w}@demo.laidan`, password } })
      if (!answer.ok()) throw new Error(`${w} cannot log in: ${answer.status()} ${await answer.text()}`)
      this.asks.set(w, ask)
    }
  }

  /** The API as somebody. */
  ask = (who: string): APIRequestContext => {
    const ask = this.asks.get(who)
    if (!ask) throw new Error(`${who} has not entered`)
    return ask
  }

  /** What a browser needs to be this person. */
  async state(who: string) {
    return this.ask(who).storageState()
  }

  /** The language of the pages and of what the server says. */
  async speak(who: string, language: string) {
    if (this.speaks.get(who) === language) return
    await this.ask(who).patch('/api/v1/me', { data: { language } })
    this.speaks.set(who, language)
  }

  /** Everybody as they were. */
  async leave() {
    for (const [who, ask] of this.asks) {
      if (this.speaks.has(who)) await this.speak(who, 'zh-CN')
      await ask.dispose()
    }
    this.asks.clear()
  }
}
