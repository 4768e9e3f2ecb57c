import type { Request } from 'express';
import { type PublicFieldError, type PublicTrackView, reportFormSchema } from '#contract';
import type { Deps } from './deps';
import type { TakenIn } from './intake';
import { keepPhotos, referenceOf } from './photos';
import { refusalOf } from './problem';
import { text } from './public-render';
import { textLength } from './public-views';
import { takeReport } from './routers/public';

/** Reads the form, names what does not fit field by field, and takes the report in. */
export async function reported(deps: Deps, req: Request): Promise<{ errors: PublicFieldError[]; taken: TakenIn | null }> {
  const given = Object.fromEntries(
    Object.entries((req.body ?? {}) as Record<string, string>).filter(([, value]) => value.trim() !== ''),
  );
  const parsed = reportFormSchema.safeParse(given);
  const errors = [
    ...(parsed.success ? [] : parsed.error.issues.map(({ path: at }) => fieldError(String(at[0] ?? 'form'), given))),
    ...slips(given),
  ];
  if (!parsed.success || errors.length > 0) return { errors: inFormOrder(errors), taken: null };
  try {
    return { errors: [], taken: await takeReport(deps, parsed.data, Array.isArray(req.files) ? req.files : []) };
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal?.code === 'PAYLOAD_TOO_LARGE')
      return { errors: [{ field: 'photos' as const, why: 'tooBig' as const }], taken: null };
    if (refusal?.code === 'UNSUPPORTED_MEDIA_TYPE')
      return { errors: [{ field: 'photos' as const, why: 'notAPhoto' as const }], taken: null };
    if (refusal?.code !== 'INVALID_INPUT') throw error;
    return {
      errors: (refusal.more.fields ?? []).map(({ path: at }) => ({
        field: fieldOf(at.replace('body.', '')),
        why: 'unknown' as const,
      })),
      taken: null,
    };
  }
}

const shortestNumber = 7;

/**
 * What a person at the form wants to hear at once and a machine's report is not refused for: a place is asked for together with
 * what else is missing, and a number with too few digits (a city's shortest are of seven) cannot be called.
 */
function slips(given: Readonly<Record<string, string>>): PublicFieldError[] {
  const isPlaced = ['district', 'street', 'address', 'lat'].some((name) => given[name] !== undefined);
  const digits = given['phone']?.replace(/\D/g, '').length ?? shortestNumber;
  return [
    ...(isPlaced ? [] : [{ field: 'district' as const, why: 'missing' as const }]),
    ...(digits < shortestNumber ? [{ field: 'phone' as const, why: 'wrongPhone' as const }] : []),
  ];
}

/** Each field once, from the top of the page down. */
function inFormOrder(errors: readonly PublicFieldError[]): PublicFieldError[] {
  const order = ['text', ...fields.filter((field) => field !== 'text'), 'form'];
  const first = errors.filter(({ field }, i) => errors.findIndex((one) => one.field === field) === i);
  return first.sort((a, b) => order.indexOf(a.field) - order.indexOf(b.field));
}

const fields = ['category', 'district', 'street', 'address', 'text', 'photos', 'name', 'phone', 'code'] as const;
const fieldOf = (name: string): PublicFieldError['field'] => fields.find((field) => field === name) ?? 'form';

function fieldError(name: string, given: Record<string, string>): PublicFieldError {
  const field = fieldOf(name);
  const value = given[name];
  if (value === undefined) return { field, why: 'missing' };
  return {
    field,
    why: field === 'phone' ? 'wrongPhone' : value.length > (field === 'text' ? textLength : 0) ? 'tooLong' : 'unknown',
  };
}

/** What a resident's form says, in the fields of its command. */
export async function actData(
  deps: Deps,
  { no, name }: { no: string; name: NonNullable<PublicTrackView['done']> },
  req: Request,
): Promise<object> {
  const body = (req.body ?? {}) as Record<string, string>;
  const filled = (field: string) => (text(body[field]).trim() === '' ? {} : { [field]: text(body[field]) });
  if (name === 'giveInfo') {
    const photos = (await keepPhotos(deps, Array.isArray(req.files) ? req.files : [], { kind: 'number', id: no })).map(
      referenceOf,
    );
    return { ...filled('text'), photos };
  }
  if (name === 'agree') return { ...filled('order'), ...filled('unit'), consent: body['consent'] === 'yes' };
  if (name === 'dispute') return { ...filled('order'), ...filled('reason') };
  if (name === 'rate') return { ...filled('answer'), ...filled('satisfaction'), ...filled('note') };
  return filled('reason');
}

/** What a resident typed, so that a refusal costs them nothing; files a browser does not give back. */
export const typedIn = (req: Request): Record<string, string> =>
  Object.fromEntries(
    Object.entries((req.body ?? {}) as Record<string, unknown>).flatMap(([field, value]) =>
      typeof value === 'string' && value !== '' ? [[field, value]] : [],
    ),
  );
