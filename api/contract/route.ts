import type { z } from 'zod';
import type { Bilingual, Role } from '#domain';
import type { ProblemCode } from './problem';

export type Method = 'get' | 'post' | 'put' | 'delete';

/** Who may call: anybody, a source's signature, an Open311 key, anybody signed in, or a holder of one of these roles. */
export type Audience = 'public' | 'signature' | 'apiKey' | 'signedIn' | readonly Role[];

/** A success. No `body`: nothing is sent. `type` is set where it is not JSON. */
export type Success = { summary: Bilingual; body?: z.ZodType; type?: string };

/** A route as data: the api mounts it, the front end calls it, OpenAPI is printed from it. */
export type Route = {
  method: Method;
  /** As in OpenAPI, `/api/issues/{no}`. A last `.{format}` means `.json` or `.xml`. */
  path: `/${string}`;
  tag: string;
  audience: Audience;
  summary: Bilingual;
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodType;
  /** How the body travels; JSON unless said. `multipart`: fields plus files named `photos`. */
  bodyType?: 'json' | 'form' | 'multipart';
  /** Takes (and needs) an `Idempotency-Key`: the same key answers the same, once. */
  idempotent?: true;
  /** `answers`: sends an ETag. `required`: needs `If-Match`, or `If-None-Match: *` for a first save. */
  revision?: 'answers' | 'required';
  responses: Readonly<Record<number, Success>>;
  errors: readonly ProblemCode[];
};

/** Keeps a route's exact type. */
export const route = <const R extends Route>(spec: R): R => spec;

type Shape<R, K extends string> = R extends { readonly [key in K]: infer S extends z.ZodType } ? S : undefined;
type OutputOr<S, E> = S extends z.ZodType ? z.output<S> : E;
type InputPart<K extends string, S> = S extends z.ZodType
  ? Record<string, never> extends z.input<S>
    ? { [key in K]?: z.input<S> }
    : { [key in K]: z.input<S> }
  : { [key in K]?: undefined };

/** What a handler is given: parsed. */
export type RequestOf<R extends Route> = {
  params: OutputOr<Shape<R, 'params'>, Record<string, never>>;
  query: OutputOr<Shape<R, 'query'>, Record<string, never>>;
  body: OutputOr<Shape<R, 'body'>, undefined>;
};

/** What a caller gives. */
export type CallOf<R extends Route> = InputPart<'params', Shape<R, 'params'>> &
  InputPart<'query', Shape<R, 'query'>> &
  InputPart<'body', Shape<R, 'body'>>;

type Bodies<T> = { [S in keyof T]: T[S] extends { readonly body: infer B extends z.ZodType } ? z.output<B> : undefined };

/** What a caller gets on success: the body of any of the route's successes. */
export type ResultOf<R extends Route> = Bodies<R['responses']>[keyof R['responses']];

/** Fills `{name}` places of a path; values are percent-encoded. */
export function pathOf(route: Pick<Route, 'path'>, params: Readonly<Record<string, string | number>> = {}): string {
  return route.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params[name] ?? '')));
}
