import type { Bilingual } from '#domain';

export const fileFaultCodes = [
  'NOT_READABLE',
  'NO_HEADER',
  'NOT_A_DATE',
  'UNKNOWN_KIND',
  'NAME_MISSING',
  'RECURRING',
  'NO_ROWS',
] as const;
export type FileFaultCode = (typeof fileFaultCodes)[number];

/** What is wrong with a file, on which line (from 1); nothing of a file with a fault is taken. */
export type FileFault = { code: FileFaultCode; line: number | null; found: string };

const texts: Readonly<Record<FileFaultCode, { what: Bilingual; mend: Bilingual }>> = {
  NOT_READABLE: {
    what: { zh: '文件无法读取', en: 'the file cannot be read' },
    mend: { zh: '请确认文件是 CSV 或 ICS，编码为 UTF-8。', en: 'Check that it is CSV or ICS, in UTF-8.' },
  },
  NO_HEADER: {
    what: { zh: '第一行缺少列名', en: 'the first line lacks the names of the columns' },
    mend: {
      zh: '第一行应为：开始,结束,类型,名称（结束可省）。',
      en: 'The first line reads: from,to,kind,name (to may be left out).',
    },
  },
  NOT_A_DATE: {
    what: { zh: '不是日期', en: 'not a date' },
    mend: { zh: '日期写作 2027-02-06。', en: 'Write dates as 2027-02-06.' },
  },
  UNKNOWN_KIND: {
    what: { zh: '看不出是放假还是上班', en: 'neither a day off nor a make-up working day' },
    mend: {
      zh: 'CSV 的类型写“放假”或“上班”；ICS 的标题带“休”或“班”。',
      en: 'In CSV the kind is `off` or `work`; in ICS the title says 休 or 班, off or work.',
    },
  },
  NAME_MISSING: {
    what: { zh: '缺少名称', en: 'the name is missing' },
    mend: { zh: '请填写节日名称，如“春节”。', en: 'Give the name of the holiday.' },
  },
  RECURRING: {
    what: { zh: '是每年重复的事件', en: 'an event that repeats' },
    mend: {
      zh: '放假安排逐年公布，请用逐日列出的日历。',
      en: 'Notices are made year by year: use a calendar that lists its days.',
    },
  },
  NO_ROWS: {
    what: { zh: '这一年没有任何日期', en: 'no date of this year' },
    mend: { zh: '请核对年份和文件。', en: 'Check the year and the file.' },
  },
};

/** The fault in words, with what was found there. */
export function fileFaultText({ code, found }: FileFault): { what: Bilingual; mend: Bilingual } {
  const { what, mend } = texts[code];
  if (found === '') return { what, mend };
  return { what: { zh: `“${found}”：${what.zh}`, en: `"${found}": ${what.en}` }, mend };
}

const shownLength = 60;
export const fault = (code: FileFaultCode, line: number | null, found = ''): FileFault => ({
  code,
  line,
  found: found.slice(0, shownLength),
});
