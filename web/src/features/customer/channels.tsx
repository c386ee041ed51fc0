// The icons of channels and results; always beside their word.
import {
  Ellipsis,
  type LucideIcon,
  Mail,
  MapPin,
  MessageCircle,
  MessageSquare,
  Phone,
  PhoneMissed,
  PhoneOff,
  Users,
} from 'lucide-react'
import type { Channel } from '@/api/types'
import type { ChannelKind } from './types'

const byChannel: Record<Channel, LucideIcon> = {
  call: Phone,
  visit: MapPin,
  wechat: MessageCircle,
  sms: MessageSquare,
  email: Mail,
  meeting: Users,
  other: Ellipsis,
}

/** What a contact prefers is a text of its own. */
const isChannel = (text: string): text is Channel => text in byChannel

const missed = ['no_answer', 'busy', 'off']
const refused = ['wrong_number', 'refused', 'do_not_contact']

/** A touch at a glance: how, and whether it came through. */
export function touchIcon(channel: string, result: string): LucideIcon {
  if (channel === 'call' && missed.includes(result)) return PhoneMissed
  if (channel === 'call' && refused.includes(result)) return PhoneOff
  return isChannel(channel) ? byChannel[channel] : Ellipsis
}

/** Whether a touch did not reach the customer. */
export const wentWrong = (result: string) => missed.includes(result) || refused.includes(result)

export const kindIcon: Record<ChannelKind, LucideIcon> = {
  phone: Phone,
  wechat: MessageCircle,
  email: Mail,
  whatsapp: MessageCircle,
  other: Ellipsis,
}
