/** Notices as files: rows with the line each stands on, or every fault with its line. What rows may say is the domain's to judge. */
import { readCsv, type ReadRows } from './csv';
import { readIcs } from './ics';

export { fileFaultCodes, fileFaultText } from './faults';

export function readNoticeFile({ format, text, year }: { format: 'csv' | 'ics'; text: string; year: number }): ReadRows {
  return format === 'csv' ? readCsv(text) : readIcs(text, year);
}
