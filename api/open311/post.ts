import type { Request } from 'express';
import { randomUUID } from 'node:crypto';
import { open311PostSchema } from '#contract';
import type { CitySettings } from '#store';
import type { Deps } from '../deps';
import { type Submitted, type TakenIn, takeIn } from '../intake';
import { Open311Error } from './format';

const mediaLength = 2_000;

/**
 * A posted request becomes an intake of the key's source. 403 without a known api_key, 400 naming everything that is missing or
 * malformed, 404 for an unknown service_code. The same external_id with the same key is the same request.
 */
export async function postRequest(deps: Deps, settings: CitySettings, req: Request): Promise<TakenIn> {
  const form = open311PostSchema.safeParse(req.body ?? {});
  if (!form.success)
    throw new Open311Error(400, ...form.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`));
  const fields = form.data;
  const client = settings.open311.keys.find(({ key }) => key === (fields.api_key ?? req.query['api_key']));
  if (!client) throw new Open311Error(403, 'api_key was missing or is not known');
  const attributes = attributesIn(req.body as Record<string, unknown>);
  const missing = missingIn(fields, attributes);
  if (missing.length > 0) throw new Open311Error(400, ...missing);
  if (!settings.categories.some(({ key }) => key === fields.service_code))
    throw new Open311Error(404, 'service_code was not found');
  return takeIn(deps, submittedOf(fields, attributes, client.source, settings));
}

type Fields = ReturnType<typeof open311PostSchema.parse>;

function attributesIn(body: Record<string, unknown>): Record<string, string> {
  const found = Object.entries(body).flatMap(([name, value]) => {
    const match = /^attribute\[(\w{1,64})\](?:\[\])?$/.exec(name);
    return match?.[1] !== undefined && typeof value === 'string' ? [[match[1], value] as const] : [];
  });
  return Object.fromEntries(found);
}

function missingIn(fields: Fields, attributes: Record<string, string>): string[] {
  const point = pointOf(fields);
  const placed =
    point !== null ||
    filled(fields.address_string) ||
    filled(fields.address_id) ||
    filled(attributes['district']) ||
    filled(attributes['street']);
  return [
    ...(filled(fields.service_code) ? [] : ['service_code was not provided']),
    ...(placed ? [] : ['a location is required: lat and long, address_string or address_id']),
    ...((filled(fields.lat) || filled(fields.long)) && point === null ? ['lat and long must be WGS84 degrees, both given'] : []),
    ...(filled(fields.description) ? [] : ['description was not provided']),
  ];
}

const filled = (text: string | undefined): text is string => text !== undefined && text.trim() !== '';

function pointOf({ lat, long }: Fields): { lat: number; lng: number } | null {
  if (!filled(lat) || !filled(long)) return null;
  const [y, x] = [Number(lat), Number(long)];
  return Math.abs(y) <= 90 && Math.abs(x) <= 180 ? { lat: y, lng: x } : null;
}

function submittedOf(fields: Fields, attributes: Record<string, string>, source: string, settings: CitySettings): Submitted {
  const district = settings.districts.find(({ code }) => code === attributes['district'])?.code;
  const street = settings.streets.find(({ code }) => code === attributes['street'] || code === fields.address_id)?.code;
  const name = [fields.last_name, fields.first_name].filter(filled).join('');
  const media = filled(fields.media_url) ? `\n${fields.media_url.slice(0, mediaLength)}` : '';
  return {
    source,
    externalId: filled(fields.external_id) ? fields.external_id : randomUUID(),
    category: fields.service_code ?? '',
    district: street === undefined ? district : undefined,
    street,
    address: filled(fields.address_string) ? fields.address_string : undefined,
    point: pointOf(fields) ?? undefined,
    text: `${fields.description ?? ''}${media}`,
    reporter: { name: name === '' ? undefined : name, phone: filled(fields.phone) ? fields.phone : undefined },
    anonymous: name === '',
    photos: [],
  };
}
