export { LanguageChoice, ThemeChoice } from './Choices'
export { chooseLanguage, logOut, sessionEnded } from './session'
