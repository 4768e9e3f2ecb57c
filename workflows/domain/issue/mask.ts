/** What may be left in a public text is only the kind of what stood there. */
type Kind = { name: string; pattern: RegExp };

const digit = '[0-9０-９]';
/** People write long numbers in groups. */
const gap = '[\\s\\-－—·.]{0,2}';
const digits = (count: number | string): string => `(?:${digit}${gap}){${count}}`;
const whole = (pattern: string): RegExp => new RegExp(`(?<!${digit})${pattern}(?!${digit})`, 'g');

const provinces = '京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领';

/** In this order: the longer number first, so that no part of an identity number passes for a phone. */
const kinds: readonly Kind[] = [
  { name: '邮箱', pattern: /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g },
  { name: '账号', pattern: /(?<=(?:微信号?|QQ号?|qq号?)[:：是为\s]{0,3})[A-Za-z0-9_-]{5,20}/g },
  { name: '身份证号', pattern: whole(`${digits(17)}[0-9０-９XxＸｘ]`) },
  { name: '银行卡号', pattern: whole(`${digits('15,18')}${digit}`) },
  { name: '身份证号', pattern: whole(`${digits(14)}${digit}`) },
  { name: '手机号', pattern: whole(`(?:(?:\\+|＋|00)?86${gap})?[1１]${gap}[3-9３-９]${gap}${digits(8)}${digit}`) },
  { name: '电话', pattern: whole(`[(（]?[0０]${digits('2,3')}[)）]?${gap}${digits('6,7')}${digit}`) },
  { name: '电话', pattern: whole(`[3-8]${digits(6)}${digit}`) },
  { name: '证件号', pattern: /(?<![A-Za-z0-9])[DEGHMPS]\d{8}(?!\d)/g },
  { name: '车牌号', pattern: new RegExp(`[${provinces}][A-Za-z][\\s·•.]?[A-Za-z0-9]{4,5}[A-Za-z0-9挂学警港澳]`, 'g') },
  { name: '地址', pattern: addressPattern() },
];

/** One or more exact parts in a row: `3栋2单元501室`, `12号楼`, `88号`. A day (`3月5号`) and a line (`1号线`) are none. */
function addressPattern(): RegExp {
  const sign = '0-9０-９A-Za-z一二三四五六七八九十百零〇两#\\-－';
  const part = `(?<![${sign}月])[${sign}]{1,10}\\s*(?:号楼|号院|栋|幢|单元|室|号|(?<=[0-9A-Za-z])座|(?<=[0-9])房)(?!线|召|令|码|称|角)`;
  const more = part.replace(`(?<![${sign}月])`, '');
  return new RegExp(`${part}(?:[\\s,，、]*${more})*`, 'g');
}

/**
 * The public version of a text (DOMAIN 2.9, 4.37): every phone, identity number, plate, account and the exact parts of an
 * address (栋, 单元, 室, 号) gives way to the name of its kind, 〔手机号〕. A masked text masked again is itself.
 */
export function maskText(text: string): string {
  return kinds.reduce((masked, { name, pattern }) => masked.replace(pattern, `〔${name}〕`), text);
}
