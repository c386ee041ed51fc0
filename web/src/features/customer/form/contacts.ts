// Contacts as a form holds them: every channel has a place, empty ones are left out when saved.
import type { Schemas } from '@/api/types'
import type { ChannelKind } from '../types'

export interface ChannelDraft {
  /** Of a channel that exists; its value stays unless a new one is typed. */
  id?: string
  kind: ChannelKind
  value: string
  label?: string
  /** The stored value as this reader sees it. */
  shown?: string
}

export type ContactDraft = Pick<Schemas['CustomerNewContact'], 'name' | 'primary'> & {
  title: string
  channels: ChannelDraft[]
}

export const newContact = (primary = false): ContactDraft => ({
  name: '',
  title: '',
  primary,
  channels: [{ kind: 'phone', value: '' }],
})

const isBlank = (c: ContactDraft) =>
  !c.name.trim() && !c.title.trim() && c.channels.every((ch) => !ch.value.trim() && !ch.id)

/** What is sent: without blank contacts and channels, one primary. */
export function contactsToSend(contacts: ContactDraft[]) {
  const kept = contacts.filter((c) => !isBlank(c))
  const main = Math.max(
    0,
    kept.findIndex((c) => c.primary),
  )
  return kept.map((c, i) => ({
    name: c.name.trim(),
    ...(c.title.trim() ? { title: c.title.trim() } : {}),
    primary: i === main,
    channels: newChannels(c.channels),
  }))
}

/** Of a contact that does not exist yet. */
export const newChannels = (channels: ChannelDraft[]) =>
  channels.flatMap(({ kind, value, label }) =>
    value.trim() ? [{ kind, value: value.trim(), ...(label?.trim() ? { label: label.trim() } : {}) }] : [],
  )

export const channelsToSend = (channels: ChannelDraft[]) =>
  channels
    .filter((ch) => ch.id || ch.value.trim())
    .map((ch) => ({
      ...(ch.id ? { id: ch.id } : {}),
      kind: ch.kind,
      ...(ch.value.trim() ? { value: ch.value.trim() } : {}),
      ...(ch.label?.trim() ? { label: ch.label.trim() } : {}),
    }))

/** Where the contacts that are sent stand in the form, for errors that name them by number. */
export const placesOf = (contacts: ContactDraft[]): number[] =>
  contacts.flatMap((c, i) => (isBlank(c) ? [] : [i]))

/** Where the channels of one contact that are sent stand in the form. */
export const channelPlacesOf = (channels: ChannelDraft[]): number[] =>
  channels.flatMap((ch, i) => (ch.id || ch.value.trim() ? [i] : []))

export interface Wrong {
  contact: number
  /** Of a channel; absent: the contact itself. */
  channel?: number
  text: string
}

/** The server's field errors, at their places in the form. */
export function wrongOf(errors: { pointer: string; detail: string }[], contacts: ContactDraft[]): Wrong[] {
  const places = placesOf(contacts)
  return errors.flatMap(({ pointer, detail }) => {
    const match = /\/contacts\/(\d+)(?:\/channels\/(\d+))?/.exec(pointer)
    const contact = match ? places[Number(match[1])] : undefined
    if (!match || contact === undefined) return []
    const channels = channelPlacesOf(contacts[contact]?.channels ?? [])
    const channel = match[2] === undefined ? undefined : channels[Number(match[2])]
    return [channel === undefined ? { contact, text: detail } : { contact, channel, text: detail }]
  })
}
