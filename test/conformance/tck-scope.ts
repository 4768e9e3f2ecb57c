import type { TckCase } from './tck-cases';

/** Why a case is outside what this product evaluates; undefined when it is not. */
export function notApplicable(dmn: string, _tested: TckCase): string | undefined {
  if (/kind="Java"|java:|external\s*\{/u.test(dmn)) return 'external functions (Java)';
  return undefined;
}
