import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import type { MasterKey } from './sealing/master-key';

/** Signs in the name of this installation (Ed25519). Keys and signatures are base64url. */
export type Signing = {
  /** The public key: who we are to others. */
  key: string;
  sign: (text: string) => string;
  /** Whether the holder of a public key signed this; false for what is no key or no signature. */
  verify: (text: string, key: string, signature: string) => boolean;
};

/** What stands before the 32 bytes of a private key of Ed25519 in PKCS #8 (RFC 8410). */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');
const SEED = 32;

/** The key is derived from the master key: it lies where that lies, and an installation that moves with it stays who it was. */
export function createSigning(master: MasterKey): Signing {
  const seed = master.derive('release bundles', SEED);
  const own = createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' });
  return {
    key: createPublicKey(own).export({ format: 'jwk' }).x ?? '',
    sign: (text) => sign(null, Buffer.from(text), own).toString('base64url'),
    verify: (text, key, signature) => {
      try {
        const theirs = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: key }, format: 'jwk' });
        return verify(null, Buffer.from(text), theirs, Buffer.from(signature, 'base64url'));
      } catch {
        return false;
      }
    },
  };
}
