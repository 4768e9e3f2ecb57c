/** Themes (专题, DOMAIN 4 #18): found among like submissions, proposed once, decided by supervision. */
export { actOnTheme, themeCommandsFor, type ThemeAnswer, type ThemeRefusal } from './act';
export { detectThemes, type Found, type ThemesSoFar } from './detect';
export {
  themeCommandNames,
  themeCommandSchemas,
  themeStates,
  themeStateSchema,
  type Theme,
  type ThemeCommand,
  type ThemeCommandName,
  type ThemeState,
  type ThemeTask,
} from './state';
