/** bpmnlint brings no types for these. */
declare module 'bpmnlint/lib/linter' {
  type Found = Record<string, readonly { readonly id: string; readonly message: string }[]>;
  export default class Linter {
    constructor(options: { readonly resolver: unknown });
    lint(element: unknown, config: { readonly extends: string }): Promise<Found>;
  }
}
declare module 'bpmnlint/lib/resolver/node-resolver' {
  const NodeResolver: new () => object;
  export default NodeResolver;
}
