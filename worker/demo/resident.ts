import { createHmac, randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { Caller } from './calls';

/** What a resident keeps: the number and the code by which they follow it. */
export type Report = { no: string; token: string };

export type Said = { text: string; name: string; phone: string; district: string; street?: string; category?: string };

/** A resident's report on the public page, with a photo of the wall. */
export async function reportOnPage(base: string, said: Said): Promise<Report> {
  const form = new FormData();
  for (const [name, value] of Object.entries({ category: 'posters', ...said, formId: randomUUID() })) form.set(name, value);
  form.set('photos', new Blob([await wallPhoto()], { type: 'image/jpeg' }), 'wall.jpg');
  return reportIn(await new Caller(base).post('/api/public/reports', form));
}

/** The Q&A platform's signed webhook (Standard Webhooks): HMAC-SHA256 over id, timestamp and body. */
export async function reportByPlatform(base: string, secret: string, said: Said): Promise<Report> {
  const { text, name, phone, district, street } = said;
  const place = { district, ...(street === undefined ? {} : { street }) };
  const data = {
    externalId: `demo-${randomUUID()}`,
    category: 'posters',
    ...place,
    text,
    reporter: { name, phone },
    anonymous: false,
  };
  const body = JSON.stringify({ type: 'intake.created', timestamp: new Date().toISOString(), data });
  const id = `msg_${randomUUID()}`;
  const timestamp = String(Math.floor(Date.now() / 1000));
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  const headers = { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
  return reportIn(
    await new Caller(base).post(`/api/intakes/${platform}`, body, { 'content-type': 'application/json', ...headers }),
  );
}

const platform = 'qa';

/** The platform's secret as the data folder keeps it; null where the city was loaded without one. */
export function platformSecret(dataFolder: string): string | null {
  const file = path.join(dataFolder, 'webhook-secrets.txt');
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  return lines.map((line) => /^(\S+)\s+(whsec_\S+)/.exec(line)).find((found) => found?.[1] === platform)?.[2] ?? null;
}

/** What the resident reads on the tracking page. */
export const track = (base: string, { no, token }: Report): Promise<Record<string, unknown>> =>
  new Caller(base).get(`/api/public/reports/${no}?token=${encodeURIComponent(token)}`);

export const rate = (base: string, { no, token }: Report, words: object): Promise<Record<string, unknown>> =>
  new Caller(base).post(`/api/public/reports/${no}/rate`, { token, ...words });

/** A wall with posters on it, drawn: a real JPEG for the desk to check, turn and strip. */
export async function wallPhoto(): Promise<Buffer> {
  const poster = (x: number, y: number, fill: string): string =>
    `<rect x="${x}" y="${y}" width="150" height="200" fill="${fill}"/><rect x="${x + 20}" y="${y + 30}" width="110" height="18" fill="#333"/><rect x="${x + 20}" y="${y + 70}" width="80" height="12" fill="#555"/><rect x="${x + 20}" y="${y + 150}" width="110" height="22" fill="#b00"/>`;
  const bricks = Array.from({ length: 12 }, (_, row) => `<rect y="${row * 60}" width="960" height="3" fill="#8d6e63"/>`).join('');
  const posters = [
    poster(80, 90, '#fffde7'),
    poster(300, 200, '#e3f2fd'),
    poster(540, 110, '#fff9c4'),
    poster(740, 330, '#fce4ec'),
  ];
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="960" height="720"><rect width="960" height="720" fill="#bcaaa4"/>${bricks}${posters.join('')}</svg>`;
  return sharp(Buffer.from(svg)).jpeg({ quality: 80 }).toBuffer();
}

function reportIn(body: Record<string, unknown>): Report {
  return { no: String(body['no']), token: String(body['trackingToken']) };
}
