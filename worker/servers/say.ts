/** A line for the person at the terminal, in both languages. */
export type Text = { readonly zh: string; readonly en: string };

/** Takes progress lines as they come. */
export type Say = (line: Text) => void;

type Env = Readonly<Record<string, string | undefined>>;

/** Chinese for a Chinese locale, else English. `LIANGXIN_LANG` (`zh` or `en`) overrules the locale. */
export const pickText = (text: Text, env: Env = process.env): string =>
  /^zh/i.test(env['LIANGXIN_LANG'] ?? env['LC_ALL'] ?? env['LANG'] ?? '') ? text.zh : text.en;

/** Says to standard output, in the person's language. */
export const sayToTerminal: Say = (line) => {
  process.stdout.write(`${pickText(line)}\n`);
};

/** Keeps quiet: for tests and for callers with a display of their own. */
export const sayNothing: Say = () => undefined;
