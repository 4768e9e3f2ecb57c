/** What a clerk typed; anything but source, category and text may be blank. */
export type Typed = {
  source: string;
  externalId?: string;
  category: string;
  district?: string;
  street?: string;
  address?: string;
  text: string;
  name?: string;
  phone?: string;
  anonymous: boolean;
};
export type Photo = { hash: string; type: string };

/** As the contract's body: blank answers are left out, a visitor at the counter has no number of another system. */
export function bodyOf({ source, category, text, anonymous, name, phone, ...optional }: Typed, photos: Photo[]) {
  const given = (fields: Record<string, string | undefined>): Record<string, string> =>
    Object.fromEntries(
      Object.entries(fields).flatMap(([key, value]) => (value === undefined || value.trim() === '' ? [] : [[key, value.trim()]])),
    );
  return { source, category, text, anonymous, ...given(optional), reporter: given({ name, phone }), photos };
}
