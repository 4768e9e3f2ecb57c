import { canonicalJson, sha256Hex } from '#domain';

describe('canonical JSON', () => {
  it('orders names at every depth and leaves the order of lists alone', () => {
    expect(canonicalJson({ b: [{ z: 1, a: null }, 2], a: 'x' })).toBe('{"a":"x","b":[{"a":null,"z":1},2]}');
  });

  it('leaves out members that are undefined, as JSON does', () => {
    expect(canonicalJson({ b: undefined, a: true })).toBe('{"a":true}');
  });

  it('spells text as JSON does, Chinese unescaped', () => {
    expect(canonicalJson('街道"\n')).toBe('"街道\\"\\n"');
  });

  it.each([[Number.NaN], [Number.POSITIVE_INFINITY], [() => 1], [[undefined]]])('refuses what is not JSON: %p', (value) => {
    expect(() => canonicalJson(value)).toThrow(TypeError);
  });
});

describe('sha256Hex', () => {
  // The two vectors of FIPS 180-2, appendix B.1, and the empty message of the NIST test suite.
  it.each([
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
  ])('of %p is the published digest', (text, digest) => {
    expect(sha256Hex(text)).toBe(digest);
  });

  it('hashes UTF-8 bytes', () => {
    // printf 街 | sha256sum
    expect(sha256Hex('街')).toBe('261c23b558433a27e9475d66858663bc6cbdc4967d5d13bfd074f767f51334fd');
  });
});
