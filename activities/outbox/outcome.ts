/** How one attempt ended. `code` is for people and lists, never a body or an address: those may say who somebody is. */
export type Outcome =
  | { ok: true; via: string; code: string }
  /** `final`: trying again cannot help. */
  | { ok: false; code: string; final: boolean };

export const delivered = (via: string, code = 'OK'): Outcome => ({ ok: true, via, code });
export const failed = (code: string): Outcome => ({ ok: false, code, final: false });
export const refused = (code: string): Outcome => ({ ok: false, code, final: true });
