import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { DocumentRef } from '../../workflows/documents';
import type { DocumentSource } from '../../worker/codec';

/** Histories on file, each with the documents it lived by, named by content (DESIGN 9). */
const folder = path.join(__dirname, 'histories');

const keptSchema = z.object({
  workflowId: z.string(),
  /** `kind:hash` as payloads name a document → the file that holds it. */
  documents: z.record(z.string(), z.string()),
  history: z.object({ events: z.array(z.record(z.string(), z.unknown())) }),
});
export type Kept = z.infer<typeof keptSchema>;

export const keptNames = (): string[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.replace(/\.json$/, ''))
    .sort();

export const keptHistory = (name: string): Kept =>
  keptSchema.parse(JSON.parse(readFileSync(path.join(folder, `${name}.json`), 'utf8')));

/** The documents of one history, from their files. */
export const keptDocuments =
  ({ documents }: Kept): DocumentSource =>
  ({ document, hash }) => {
    const file = documents[`${document}:${hash}`];
    if (file === undefined) return Promise.reject(new Error(`${document} ${hash} was not kept beside its history`));
    return Promise.resolve(readFileSync(path.join(folder, 'documents', file), 'utf8'));
  };

export function keepHistory(name: string, kept: Kept): void {
  writeFileSync(path.join(folder, `${name}.json`), `${JSON.stringify(kept)}\n`);
}

/** Keeps a document under the hash of its text; answers the file's name. */
export function keepDocument({ document }: DocumentRef, text: string): string {
  const file = `${document}-${createHash('sha256').update(text).digest('hex').slice(0, 16)}.json`;
  const place = path.join(folder, 'documents', file);
  mkdirSync(path.dirname(place), { recursive: true });
  if (!existsSync(place)) writeFileSync(place, text);
  return file;
}
