import type { Request, RequestHandler, Response } from 'express';
import XMLBuilder from 'fast-xml-builder';

/**
 * The format is the address's ending; without one, what `Accept` prefers, else JSON. The ending is taken off, so that routes are
 * known without it.
 */
export const formatOf: RequestHandler = (req, res, next) => {
  const match = /^([^?]*)\.(json|xml)(\?.*)?$/.exec(req.url);
  if (match) {
    req.url = `${match[1] ?? ''}${match[3] ?? ''}`;
    res.locals['format'] = match[2];
  } else
    res.locals['format'] = req.accepts(['application/json', 'text/xml', 'application/xml']).toString().endsWith('xml')
      ? 'xml'
      : 'json';
  next();
};

/** An XML document of GeoReport: its root, and for lists the name of one item. */
export type Root = { root: string; item?: string; inner?: { [list: string]: string } };

const xml = new XMLBuilder({ ignoreAttributes: true, format: true, suppressEmptyNode: true });

/** Sends a value in the format asked for, UTF-8 in either. */
export function sendAs(res: Response, status: number, value: unknown, shape: Root): void {
  res.status(status);
  if (res.locals['format'] === 'xml') {
    res
      .type('text/xml; charset=utf-8')
      .send(`<?xml version="1.0" encoding="UTF-8"?>\n${xml.build({ [shape.root]: nested(value, shape) })}`);
  } else res.type('application/json; charset=utf-8').send(JSON.stringify(value));
}

function nested(value: unknown, { item, inner = {} }: Root): unknown {
  if (Array.isArray(value)) return { [item ?? 'item']: value.map((one) => wrapLists(one, inner)) };
  return wrapLists(value, inner);
}

/** Lists inside an object get an element for each entry, by the specification's names: `attributes/attribute`. */
function wrapLists(value: unknown, inner: Record<string, string>): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => {
      const name = inner[key];
      if (name !== undefined && Array.isArray(part)) return [key, { [name]: part.map((one) => wrapLists(one, inner)) }];
      return [key, part ?? ''];
    }),
  );
}

/** GeoReport's own errors: a list, in the format asked for. */
export class Open311Error extends Error {
  readonly status: number;
  readonly errors: { code: number; description: string }[];
  constructor(status: number, ...descriptions: string[]) {
    super(descriptions.join('; '));
    this.status = status;
    this.errors = descriptions.map((description) => ({ code: status, description }));
  }
}

export const sendErrors = (res: Response, { status, errors }: Open311Error): void =>
  sendAs(res, status, errors, { root: 'errors', item: 'error' });

export const baseOf = (req: Request, publicUrl: string | undefined): string =>
  (publicUrl ?? `${req.protocol}://${req.get('host') ?? ''}`).replace(/\/$/, '');
