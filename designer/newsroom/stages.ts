import { useWords } from '../i18n';
import { words } from './words';

/** The stages of a piece in their order (DOMAIN 2.5). */
export const stages = ['DRAFT', 'R1', 'R2', 'R3', 'SIGNED', 'SCHEDULED', 'PUBLISHED', 'CORRECTED', 'WITHDRAWN'] as const;

export function useStageName(): (stage: string) => string {
  const t = useWords(words);
  return (stage) => {
    const known = stages.find((one) => one === stage);
    return known ? t(known) : stage;
  };
}
