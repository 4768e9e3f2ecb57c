import path from 'node:path';
import { readSettings } from '../../../worker/servers/settings';

const refusal = (env: Record<string, string>): { code: string; text: { zh: string; en: string } } => {
  try {
    readSettings(env);
  } catch (error) {
    return error as { code: string; text: { zh: string; en: string } };
  }
  throw new Error('was accepted');
};

describe('the settings of npm start', () => {
  it('has the defaults of the design', () => {
    expect(readSettings({})).toEqual({
      port: 8080,
      host: '127.0.0.1',
      data: path.resolve('.data'),
      city: 'guiyang',
      speed: 1,
      mongodbUri: undefined,
      temporalAddress: undefined,
      namespace: 'default',
    });
  });

  it('takes what the environment says, an empty variable being none', () => {
    const env = {
      PORT: '9000',
      LIANGXIN_CITY: 'xixiu',
      LIANGXIN_SPEED: '1440',
      MONGODB_URI: '',
      TEMPORAL_ADDRESS: 'db.example:7233',
    };
    expect(readSettings(env)).toMatchObject({ port: 9000, city: 'xixiu', speed: 1440, temporalAddress: 'db.example:7233' });
    expect(readSettings(env).mongodbUri).toBeUndefined();
  });

  it.each([
    ['PORT', 'abc'],
    ['PORT', '0'],
    ['PORT', '65536'],
    ['PORT', '80.5'],
    ['LIANGXIN_CITY', 'beijing'],
    ['LIANGXIN_SPEED', '0'],
    ['LIANGXIN_SPEED', '-2'],
    ['LIANGXIN_SPEED', 'fast'],
    ['MONGODB_URI', 'http://localhost'],
    ['TEMPORAL_ADDRESS', 'localhost'],
    ['TEMPORAL_ADDRESS', 'http://localhost:7233'],
  ])('refuses %s=%s by name, in both languages', (name, value) => {
    const { code, text } = refusal({ [name]: value });
    expect(code).toBe('SETTINGS_INVALID');
    expect(text.en).toContain(`${name}: `);
    expect(text.zh).toContain(`${name}: `);
  });

  it('names every bad setting at once', () => {
    const { text } = refusal({ PORT: 'x', LIANGXIN_CITY: 'y', LIANGXIN_SPEED: 'z' });
    for (const name of ['PORT', 'LIANGXIN_CITY', 'LIANGXIN_SPEED']) expect(text.en).toContain(name);
  });

  it('does not show a refused value, which may hold a password', () => {
    expect(refusal({ MONGODB_URI: 'mongo://user:secret@host' }).text.en).not.toContain('secret');
  });
});
