import {
  CompositePayloadConverter,
  JsonPayloadConverter,
  METADATA_ENCODING_KEY,
  type Payload,
  type PayloadConverterWithEncoding,
  UndefinedPayloadConverter,
} from '@temporalio/common';
import { decode, encode } from '@temporalio/common/lib/encoding';
import { type DocumentRef, hold } from './documents';

/** The encoding of a payload that names a document instead of holding it. */
export const documentEncoding = 'json/liangxin-document';

/** What stands in such a payload; `text` is laid in by the worker's codec and never leaves the worker. */
export type DocumentPayload = DocumentRef & { text?: string };

class DocumentConverter implements PayloadConverterWithEncoding {
  readonly encodingType = documentEncoding;

  toPayload(value: unknown): Payload | undefined {
    if (!isDocumentRef(value)) return undefined;
    const { document, hash } = value;
    return { metadata: { [METADATA_ENCODING_KEY]: encode(documentEncoding) }, data: encode(JSON.stringify({ document, hash })) };
  }

  readonly fromPayload: PayloadConverterWithEncoding['fromPayload'] = (payload) => {
    const { document, hash, text } = JSON.parse(decode(payload.data ?? new Uint8Array())) as DocumentPayload;
    if (text !== undefined) hold({ document, hash }, () => text);
    return { document, hash } as never;
  };
}

function isDocumentRef(value: unknown): value is DocumentRef {
  return typeof value === 'object' && value !== null && 'document' in value && 'hash' in value && Object.keys(value).length === 2;
}

/** Plain JSON, and documents by name. */
export const payloadConverter = new CompositePayloadConverter(
  new UndefinedPayloadConverter(),
  new DocumentConverter(),
  new JsonPayloadConverter(),
);
