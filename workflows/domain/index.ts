export { canonicalJson, sha256Hex } from './canonical';
