// The icons of channels and results; always beside their word.
import {
  Ban,
  CalendarClock,
  CheckCheck,
  CircleSlash,
  Ellipsis,
  Handshake,
  type LucideIcon,
  Mail,
  MapPin,
  MessageCircle,
  MessageSquare,
  MessageSquareReply,
  Phone,
  PhoneForwarded,
  PhoneMissed,
  PhoneOff,
  Send,
  ThumbsDown,
  Users,
} from 'lucide-react'
import type { Channel } from '@/api/types'
import type { Result } from '@/api/words/touch'

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

export const channelIcon = (channel: string): LucideIcon => (isChannel(channel) ? byChannel[channel] : Phone)

export const resultIcon: Record<Result, LucideIcon> = {
  connected: Phone,
  no_answer: PhoneMissed,
  busy: PhoneForwarded,
  off: PhoneOff,
  wrong_number: CircleSlash,
  refused: ThumbsDown,
  callback: CalendarClock,
  do_not_contact: Ban,
  sent: Send,
  read: CheckCheck,
  replied: MessageSquareReply,
  met: Handshake,
}
