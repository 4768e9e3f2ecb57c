import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { refusalCodes } from '#domain';
import { type Route, openApi, pathOf, problemCodes, routes, statusOf } from '#contract';

const all = Object.entries<Route>(routes);

describe('the contract', () => {
  it('prints OpenAPI 3.1 that a validator accepts', () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'liangxin-openapi-'));
    const file = path.join(folder, 'openapi.json');
    writeFileSync(file, JSON.stringify(openApi()));
    const package_ = path.dirname(require.resolve('@seriousme/openapi-schema-validator/package.json'));
    const verdict = execFileSync(process.execPath, [path.join(package_, 'bin', 'validate-api-cli.js'), file], {
      encoding: 'utf8',
    });
    rmSync(folder, { recursive: true });
    expect(JSON.parse(verdict)).toEqual({ valid: true });
  });

  it('resolves every reference inside itself', () => {
    const document = openApi() as { components: { schemas: Record<string, unknown> } };
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref]) => ref ?? '');
    expect(references.length).toBeGreaterThan(0);
    for (const ref of references) {
      const name = ref.replace('#/components/schemas/', '');
      expect(document.components.schemas).toHaveProperty([name]);
    }
  });

  it('says each address and method once', () => {
    const places = all.map(([, { method, path: at }]) => `${method} ${at}`);
    expect(places.filter((place, at) => places.indexOf(place) !== at)).toEqual([]);
  });

  it('names every place of its paths among the parameters', () => {
    for (const [name, route] of all) {
      const places = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, place]) => place);
      expect([name, Object.keys(route.params?.shape ?? {}).sort()]).toEqual([name, places.sort()]);
    }
  });

  it('has a status for each code and knows every refusal of the domain', () => {
    for (const code of refusalCodes) expect(problemCodes).toContain(code);
    // DOMAIN 2.7: 409 unless said
    expect(statusOf).toMatchObject({
      JOINT_OUTSTANDING: 202,
      AI_LABEL_MISSING: 422,
      PROOF_FAILED: 422,
      CHECK_FAILED: 422,
      INVALID_INPUT: 422,
    });
    expect(statusOf).toMatchObject({
      FORBIDDEN: 403,
      FORBIDDEN_UNIT: 403,
      NOT_FOUND: 404,
      REVISION_CONFLICT: 412,
      DESIGNATED: 409,
      SAME_PERSON: 409,
    });
  });

  it('asks a signed-in person’s changes for the token, and creates for a key', () => {
    const document = openApi() as { paths: Record<string, Record<string, { parameters: { name: string }[] }>> };
    const names = document.paths['/api/issues/{no}/commands']?.['post']?.parameters.map(({ name }) => name);
    expect(names).toEqual(['no', 'Idempotency-Key', 'x-csrf-token']);
  });

  it('builds addresses with what is put into them made safe', () => {
    expect(pathOf(routes.readUnit, { code: '普陀路街道办' })).toBe(
      '/api/units/%E6%99%AE%E9%99%80%E8%B7%AF%E8%A1%97%E9%81%93%E5%8A%9E',
    );
    expect(pathOf(routes.readIssue, { no: 'a/b?c' })).toBe('/api/issues/a%2Fb%3Fc');
  });
});
