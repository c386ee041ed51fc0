import { Bell, Keyboard, Languages, LogOut, Moon, Sun, SunMoon, UserRound } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { chooseLanguage, logOut } from '@/features/auth/session'
import { prefs } from '@/lib/prefs'
import { useGo } from '@/ui/Go'
import type { Hit } from './Palette'

/** Commands of the palette that belong to the shell itself. */
export function useCommands(onKeys: () => void): Hit[] {
  const { t, i18n } = useTranslation()
  const go = useGo()
  return useMemo(() => {
    const group = t('ui.palette.commands')
    const command = (key: string, icon: Hit['icon'], name: string, run: () => void): Hit => ({
      key,
      group,
      icon,
      name,
      run,
    })
    const other = i18n.language === 'en' ? 'zh-CN' : 'en'
    return [
      command('inbox', Bell, t('ui.notices.title'), () => go('/inbox')),
      command('account', UserRound, t('ui.account.open'), () => go('/account')),
      command('light', Sun, t('ui.theme.useLight'), () => prefs.setTheme('light')),
      command('dark', Moon, t('ui.theme.useDark'), () => prefs.setTheme('dark')),
      command('system', SunMoon, t('ui.theme.useSystem'), () => prefs.setTheme('system')),
      command(
        'language',
        Languages,
        other === 'en' ? 'Switch to English' : '切换到中文',
        () => void chooseLanguage(other),
      ),
      command('keys', Keyboard, t('ui.keys.title'), onKeys),
      command('logout', LogOut, t('ui.account.logout'), () => void logOut()),
    ]
  }, [t, i18n.language, go, onKeys])
}
