import { z } from 'zod';
import { canonicalJson } from '../canonical';
import { contentHashOf, releaseContentSchema } from '../flow/release';
import { bilingualSchema, jsonSchema, keySchema } from '../text';

/** The form of the file. A reader knows no other: what it means would be a guess. */
export const BUNDLE_FORMAT = 1;
const KIND = 'liangxin-release';

const hash = z.string().regex(/^[0-9a-f]{64}$/);

/** Who signed: the installation by its name, and its public key (Ed25519, base64url), which is what counts. */
const signerSchema = z.object({ name: bilingualSchema, city: z.string().min(1), key: z.string().regex(/^[\w-]{43}$/) });

/** One release as it travels: all that it froze, the scenarios that stand beside its flow, who answers for it, and a signature. */
export const bundleSchema = z.object({
  kind: z.literal(KIND),
  format: z.literal(BUNDLE_FORMAT),
  exportedAt: z.iso.datetime(),
  release: z.object({
    number: z.int().positive(),
    hash,
    planHash: hash,
    author: z.string(),
    authorName: z.string(),
    approver: z.string(),
    approverName: z.string(),
    publishedAt: z.iso.datetime(),
    note: z.string(),
  }),
  content: releaseContentSchema,
  /** The calendars it works by, by name; their days are live data and stay where they are. */
  calendars: z.array(z.object({ id: z.string(), name: bilingualSchema })),
  scenarios: z.array(z.record(z.string(), jsonSchema).and(z.object({ id: keySchema, name: bilingualSchema }))),
  signer: signerSchema,
  signature: z.string(),
});
export type Bundle = z.infer<typeof bundleSchema>;

export const bundleFaults = ['BUNDLE_UNREADABLE', 'BUNDLE_VERSION', 'BUNDLE_INVALID', 'BUNDLE_TAMPERED'] as const;
export type BundleFault = (typeof bundleFaults)[number];

export type BundleRead = { ok: true; bundle: Bundle } | { ok: false; code: BundleFault; detail: string };

/** What the signature covers: everything else in the file, in its one spelling. */
export function signedText(file: Readonly<Record<string, unknown>>): string {
  const { signature: _signature, ...rest } = file;
  return canonicalJson(rest);
}

export const sealBundle = (bundle: Omit<Bundle, 'kind' | 'format' | 'signature'>, sign: (text: string) => string): Bundle => {
  const body = { ...bundle, kind: KIND, format: BUNDLE_FORMAT } as const;
  return { ...body, signature: sign(signedText(body)) };
};

/**
 * Reads a file that somebody hands in as a bundle. Whether its signer is known is the caller's question.
 * @returns `BUNDLE_UNREADABLE` for what is no bundle at all, `BUNDLE_VERSION` for one of another form, `BUNDLE_TAMPERED` where the
 * signature or the hash does not fit what it holds, `BUNDLE_INVALID` with the place where it is signed but not whole
 */
export function readBundle(file: unknown, verify: (text: string, key: string, signature: string) => boolean): BundleRead {
  if (!isFields(file) || file['kind'] !== KIND) return { ok: false, code: 'BUNDLE_UNREADABLE', detail: 'no release bundle' };
  if (file['format'] !== BUNDLE_FORMAT)
    return { ok: false, code: 'BUNDLE_VERSION', detail: `format ${JSON.stringify(file['format'])}, known: ${BUNDLE_FORMAT}` };
  const signer = signerSchema.safeParse(file['signer']);
  const signature = file['signature'];
  if (!signer.success || typeof signature !== 'string') return { ok: false, code: 'BUNDLE_TAMPERED', detail: 'it is not signed' };
  if (!verify(signedText(file), signer.data.key, signature))
    return { ok: false, code: 'BUNDLE_TAMPERED', detail: 'the signature does not fit' };
  const read = bundleSchema.safeParse(file);
  if (!read.success) {
    const [issue] = read.error.issues;
    return { ok: false, code: 'BUNDLE_INVALID', detail: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}` };
  }
  if (contentHashOf(read.data.content) !== read.data.release.hash)
    return { ok: false, code: 'BUNDLE_TAMPERED', detail: 'the content is not what its hash says' };
  return { ok: true, bundle: read.data };
}

const isFields = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
