/** The proof of DESIGN 5 while drawing: run in a worker whenever the hands rest, told beside the other checks. */
export { ProofPanel } from './proof-panel';
export { useProof, type ProofState } from './use-proof';
