/** bpmn-moddle's own types name every element of BPMN; what is written here is made by name. */
declare module 'bpmn-moddle' {
  export type BpmnElement = {
    readonly $type: string;
    $parent?: BpmnElement;
    id?: string;
    name?: string;
    [property: string]: unknown;
  };
  export class BpmnModdle {
    constructor(packages?: Readonly<Record<string, unknown>>);
    create(type: string, properties?: Readonly<Record<string, unknown>>): BpmnElement;
    toXML(element: BpmnElement, options?: { readonly format?: boolean }): Promise<{ readonly xml: string }>;
    fromXML(
      xml: string,
    ): Promise<{ readonly rootElement: BpmnElement; readonly warnings: readonly { readonly message: string }[] }>;
  }
}
